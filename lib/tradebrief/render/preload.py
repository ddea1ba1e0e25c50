"""What ``multiprocessing``'s fork server imports before its first fork, for what importing it does: it warms the server up.

TRADEBRIEF_PRELOAD names the modules that many reports need. Where a fork would not be safe afterwards the server ends and says why.
"""

from __future__ import annotations

import os
import sys

from tradebrief.render.cell_process import connect, make_shell
from tradebrief.render.warm import MODULES, warm

if MODULES in os.environ:  # in a fork server, and not where somebody looks for examples in modules
    os.setsid()  # the terminal's Ctrl-C is for the asker
    _shell = make_shell()
    connect(_shell)
    if _obstacle := warm(_shell, os.environ[MODULES].split()):
        sys.exit(f"Reports cannot be forked: {_obstacle}")

"""Whether someone is there to move a control."""

from __future__ import annotations

import os
from typing import Any

from IPython import get_ipython


def live() -> bool:
    """Whether the cell that runs was sent by a page with a reader, and not by a program that only keeps what comes out.

    JupyterLab lets a cell ask its reader for input; papermill, nbconvert and nbval do not, and a report has no kernel at all. Voilà does
    not either, and says who it is.
    """
    kernel = getattr(get_ipython(), "kernel", None)
    if kernel is None:
        return False
    request: dict[str, Any] = kernel.get_parent() or {}
    return bool(request.get("content", {}).get("allow_stdin")) or os.environ.get("SERVER_SOFTWARE", "").startswith("voila/")

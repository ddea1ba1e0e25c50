"""tradebrief: cited facts, dated law and briefings on trade talks.

``import tradebrief as tb`` gives the public names, listed in reading order in ``__init__.pyi``: load the seeds, ask them, show the answers. Each is
imported when it is first used, so that importing the package costs little.
"""

from typing import Any

import lazy_loader

from tradebrief import look

__version__ = "0.1.0"

_attribute, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)


def __getattr__(name: str) -> Any:
    try:
        return _attribute(name)
    except AttributeError:
        raise AttributeError(f"tradebrief has no '{name}'", name=name) from None


look.register()

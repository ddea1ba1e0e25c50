"""One function makes one table from one result; nothing here computes what it shows."""

from lazy_loader import attach

_MODULES = ["brief", "changes", "exposure", "facts", "incidence", "positions", "rates", "table", "talks"]
__getattr__, __dir__, __all__ = attach(__name__, submodules=_MODULES, submod_attrs={"table": ["Link", "Marked", "Table"]})

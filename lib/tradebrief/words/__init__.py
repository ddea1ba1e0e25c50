"""One function says one thing about one result; the numbers come from the result and nowhere else."""

from lazy_loader import attach

_MODULES = ["brief", "changes", "exposure", "facts", "incidence", "positions", "rates", "sentence", "talks", "what_changed"]
__getattr__, __dir__, __all__ = attach(__name__, submodules=_MODULES, submod_attrs={"sentence": ["Sentence"]})

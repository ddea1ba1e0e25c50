"""One function draws one figure from one result; nothing here computes what it shows.

A figure is *drawn* once, as SVG with its text as text, with an alternative text made from the same numbers
and the rows it shows. Modules are named after the results they draw.
"""

from lazy_loader import attach

_MODULES = ["deals", "exposure", "facts", "incidence", "positions", "rates", "style", "talks"]
__getattr__, __dir__, __all__ = attach(__name__, submodules=_MODULES, submod_attrs={"style": ["Drawn"]})

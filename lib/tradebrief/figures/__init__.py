"""One function draws one figure from one result; nothing here computes what it shows.

A figure is *drawn* once, as SVG with its text as text, with an alternative text made from the same numbers
and the rows it shows. Modules are named after the results they draw.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

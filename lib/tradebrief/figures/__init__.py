"""One function draws one figure from one result; nothing here computes what it shows.

A figure is *drawn* once, as SVG with its text as text, with an alternative text made from the same numbers
and the rows it shows. Modules are named after the results they draw.
"""

from tradebrief.imported import after_import
from tradebrief.named import room, shown

__getattr__, __dir__, __all__ = room(__name__, __file__)

after_import(f"{__name__}.*", shown(__all__))

"""One function draws one figure from one result; nothing here computes what it shows.

A figure is *drawn* once, as SVG with its text as text, with an alternative text made from the same numbers
and the rows it shows. Modules are named after the results they draw.
"""

from tradebrief.figures.style import Drawn
from tradebrief.lazily import modules_of

__all__ = ["Drawn"]
__getattr__ = modules_of(__name__)

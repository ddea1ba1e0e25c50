"""One function says one thing about one result; the numbers come from the result and nowhere else."""

from tradebrief.imported import after_import
from tradebrief.named import room, shown

__getattr__, __dir__, __all__ = room(__name__, __file__)

after_import(f"{__name__}.*", shown(__all__))

"""One function makes one table from one result; nothing here computes what it shows."""

from tradebrief.imported import after_import
from tradebrief.named import room, shown

__getattr__, __dir__, __all__ = room(__name__, __file__)

after_import(f"{__name__}.*", shown(__all__))

"""One function makes one table from one result; nothing here computes what it shows."""

from tradebrief.lazily import modules_of
from tradebrief.tables.table import Link, Marked, Table

__all__ = ["Link", "Marked", "Table"]
__getattr__ = modules_of(__name__)

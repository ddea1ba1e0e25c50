"""The sheets of an XLSX file as text, read by calamine in a process of its own: formulas are not worked out, links not followed."""

from __future__ import annotations

import io
from typing import Any

import python_calamine

from tradebrief.errors import ask_error
from tradebrief.zipped import Zipped


def read(data: bytes, where: str) -> list[dict[str, Any]]:
    """Each sheet's name and rows; ``AskError`` when the file is damaged or swells beyond measure."""
    Zipped(data, where)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [
            {"name": name, "rows": [list(map(_text, row)) for row in book.get_sheet_by_name(name).to_python()]} for name in book.sheet_names
        ]
    except (python_calamine.CalamineError, OSError, ValueError) as bad:
        raise ask_error(where, "cannot be read as a workbook", str(bad), "Save it again as XLSX or CSV.") from None


def _text(cell: Any) -> str:
    """A cell as text: a whole number without a point, a float with all its digits and no exponent."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)

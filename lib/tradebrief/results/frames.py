"""Results as DataFrames: numbers as numbers, days as days, one meaning for each column name.

``COLUMNS`` is the contract: every column of every frame is named there once, with its kind, its unit and what it means. A class says which of them
its rows have, as ``"key=fact.key kind=fact.kind known_from"``: a name, and where the value is found when it is not the attribute of that name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from tradebrief.period import FIRST_DAY, LAST_DAY
from tradebrief.results.contract import COLUMNS

if TYPE_CHECKING:
    import pandas as pd

DTYPES = {"text": "string", "category": "category", "day": "datetime64[s]", "number": "float64", "whole": "Int64", "flag": "boolean"}
"""The dtype of each kind of column."""


@dataclass(frozen=True)
class Frame:
    """One frame of a result: the attribute that holds its rows (the result itself where it is empty) and its columns.

    Rows are objects with the attributes, mappings, tuples in the order of the columns, or a DataFrame with columns of those names.
    """

    rows: str
    columns: str

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Each column with the place of its value."""
        return tuple((name, path or name) for name, _, path in (word.partition("=") for word in self.columns.split()))

    @property
    def names(self) -> tuple[str, ...]:
        """The columns."""
        return tuple(name for name, _ in self.pairs)

    def values(self, result: Any, most: int | None = None) -> list[tuple[Any, ...]]:
        """The rows as tuples in the order of the columns; of many the first ``most``."""
        rows = self.of(result)[:most]
        if hasattr(rows, "itertuples"):
            return [tuple(row) for row in rows[[path for _, path in self.pairs]].itertuples(index=False)]
        return [self._row(row) for row in rows]

    def of(self, result: Any) -> Any:
        """What the rows are taken from: a sequence, or a DataFrame."""
        if not self.rows:
            return [result]
        rows = attrgetter(self.rows)(result)
        rows = rows() if callable(rows) else rows
        return rows if hasattr(rows, "itertuples") else list(rows)

    def _row(self, row: Any) -> tuple[Any, ...]:
        if isinstance(row, tuple) and not hasattr(row, "_fields") and type(row) is tuple:
            return row
        if isinstance(row, Mapping):
            return tuple(row.get(path) for _, path in self.pairs)
        return tuple(_at(row, path) for _, path in self.pairs)


def _at(row: Any, path: str) -> Any:
    """The value at a path of attributes; nothing where one on the way is ``None``."""
    for name in path.split("."):
        if row is None:
            return None
        row = getattr(row, name)
    return row


def to_frame(frame: Frame, result: Any, attrs: Mapping[str, Any]) -> pd.DataFrame:
    """The rows of a result as a DataFrame; ``attrs`` holds the question, the units and the meaning of each column."""
    import pandas as pd

    columns = list(zip(*frame.values(result), strict=True)) or [() for _ in frame.names]
    made = pd.DataFrame({name: series(COLUMNS[name].kind, values) for name, values in zip(frame.names, columns, strict=True)})
    units = {name: COLUMNS[name].unit for name in frame.names if COLUMNS[name].unit}
    made.attrs = {**attrs, "units": units, "meaning": {name: COLUMNS[name].says for name in frame.names}}
    return made


def series(kind: str, values: Sequence[Any]) -> pd.Series:
    """Values as a series of the dtype of their kind."""
    import pandas as pd

    return pd.Series([plain(kind, value) for value in values], dtype=DTYPES[kind])  # type: ignore[call-overload]


def plain(kind: str, value: Any) -> Any:
    """One value as a frame holds it: an open end or what is not known as nothing, several words as one text."""
    if value is None or value == "" or value in (FIRST_DAY, LAST_DAY):
        return None
    if kind == "number":
        return float(value) if isinstance(value, int | float | Decimal) else None
    if kind == "day":
        return date.fromisoformat(value) if isinstance(value, str) else value
    if kind in {"text", "category"}:
        return value if isinstance(value, str) else several(value)
    return value


def several(value: Any) -> str:
    """A value as text; several as one, parted by semicolons."""
    return "; ".join(map(str, value)) if isinstance(value, Iterable) and not isinstance(value, str) else str(value)

"""What every record shares: it is frozen, keyword-only and refuses fields it does not know.

Seeds reach the records as text (see ``seeds``), so the types here read text:
``Day`` and ``Days`` days, ``Number`` exact decimals, ``Value`` a number where the
text is one and words where it is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, PlainValidator, StringConstraints

from tradebrief.period import When, read_day


def one_or_several(value: str | Iterable[str]) -> tuple[str, ...]:
    """What may be given as one text or as several, as several."""
    return tuple(value) if isinstance(value, Iterable) and not isinstance(value, str) else (value,)  # a number is refused where it is read


@cache
def _shared(given: frozenset[str]) -> set[str]:
    """The names of the fields that were given: one set for all records that were given the same, of which there may be a hundred thousand."""
    return set(given)


def _restored(model: type[Record], values: dict[str, Any], given: set[str]) -> Record:
    """A record from the values of its fields, without checking them again."""
    made = model.__new__(model)
    _put(made, "__dict__", values)
    _put(made, "__pydantic_fields_set__", given)
    _put(made, "__pydantic_extra__", None)
    _put(made, "__pydantic_private__", None)
    return made


_put = object.__setattr__  # records are frozen


class Record(BaseModel):
    """A record as a seed states it: frozen, without unknown fields, white space trimmed.

    Its validator is built when the first one is read, so that a program pays for the kinds of records it reads only.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, populate_by_name=True, defer_build=True)

    def model_post_init(self, context: Any, /) -> None:
        """Share what pydantic keeps with each record."""
        _put(self, "__pydantic_fields_set__", _shared(frozenset(self.model_fields_set)))

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (type(self), self.__dict__, self.model_fields_set)


def _day(value: Any) -> date:
    return value if isinstance(value, date) else read_day(_text(value))


def _days(value: Any) -> When:
    return value if isinstance(value, When) else When.read(_text(value))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"is not text (got {value!r}). Write one value, not a list or a mapping.")
    return value


@cache
def _zone(value: Any) -> str:
    try:
        return ZoneInfo(_text(value)).key
    except (KeyError, OSError, ValueError):
        raise ValueError(f"is no time zone (got {value!r}). Write one of the IANA database, such as Europe/Paris or UTC.") from None


def is_zone(value: str) -> bool:
    """Whether a text is the name of a time zone."""
    try:
        return bool(_zone(value))
    except ValueError:
        return False


_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def _number(value: Any) -> Decimal:
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return Decimal(value)
    if not _NUMBER.fullmatch(_text(value)):
        raise ValueError(f"is not a number (got {value!r}). Write digits with a point: 27.5.")
    return Decimal(value)


def _value(value: Any) -> Decimal | str:
    if isinstance(value, Decimal):
        return value
    text = _text(value).strip()
    if not text or len(text) > 200:
        raise ValueError(f"is empty or longer than 200 characters (got {text[:40]!r}). Write a figure, a day or a few words.")
    return Decimal(text) if _NUMBER.fullmatch(text) else text


Day = Annotated[date, PlainValidator(_day)]
Days = Annotated[When, PlainValidator(_days)]
Number = Annotated[Decimal, PlainValidator(_number)]
Value = Annotated[Decimal | str, PlainValidator(_value)]
Code = Annotated[str, StringConstraints(pattern=r"^\d{4,10}(\.\d{2,6})*$")]
"""An HS code of a good, with or without points."""
Text = Annotated[str, StringConstraints(min_length=1, max_length=600, strip_whitespace=True)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]
Zone = Annotated[str, PlainValidator(_zone)]
Party = Annotated[str, StringConstraints(pattern=r"^([A-Z]{3}|EU)$")]
"""A party to trade: ISO 3166 alpha-3, or EU."""

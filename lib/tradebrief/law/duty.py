"""A duty as a legal text states it: a share of the value, an amount for each unit, or both.

*Ad valorem* ``25%``; *specific* ``1.20 EUR/kg``; *compound* ``5.4% + 0.008 USD/each``; ``free``. A specific duty
becomes an *ad valorem equivalent* by dividing it by the customs value of one unit, as United States
customs does under EO 14326 (50 cents on a kilogram worth 10 dollars: 5%). Rates are exact fractions of the value: 25% is 0.25.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any

from pydantic import PlainValidator

_AD_VALOREM = re.compile(r"(\d+(?:\.\d+)?) ?%")
_SPECIFIC = re.compile(r"(\d+(?:\.\d+)?) ([A-Z]{3})/([a-z][a-z0-9 ]*)")
_BARE = re.compile(r"\d+(\.\d+)?")

NO_UNIT = "has no unit (got {}). Write '{}%' or '1.20 EUR/kg'."
FORMS = "Write '25%', '1.20 EUR/kg', '5.4% + 0.008 USD/each' or 'free'."
HUNDRED = Decimal(100)


@dataclass(frozen=True, kw_only=True)
class Specific:
    """An amount of money for each unit of goods."""

    amount: Decimal
    currency: str
    unit: str

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}/{self.unit}"


ONE, NONE = Decimal(1), Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Duty:
    """A duty: ``share`` of the customs value and, where the text has one, a ``specific`` amount on top.

    >>> Duty.read("27.5%").rate()
    Decimal('0.275')
    >>> Duty.read("0.50 USD/kg").rate(unit_value=Decimal(10))
    Decimal('0.05')
    """

    share: Decimal = Decimal(0)
    specific: Specific | None = None

    @classmethod
    def read(cls, text: str) -> Duty:
        """Read one of the forms above; anything else is a ``ValueError``."""
        if text == "free":
            return cls()
        parts = [part.strip() for part in text.split("+")]
        if len(parts) > 2:
            raise ValueError(f"is not a duty (got {text[:60]!r}). {FORMS}")
        if len(parts) == 1 and (match := _SPECIFIC.fullmatch(parts[0])):
            return cls(specific=_specific(match))
        return cls(share=_share(parts[0], text), specific=_second(parts[1], text) if len(parts) == 2 else None)

    def rate(self, unit_value: Decimal | None = None) -> Decimal:
        """The duty as a fraction of the customs value; a specific part needs the value of one unit in its currency."""
        if self.specific is None:
            return self.share
        if unit_value is None or unit_value <= 0:
            raise ValueError(f"is {self.specific}: its share of the value depends on what one unit is worth (got {unit_value})")
        return self.share + self.specific.amount / unit_value

    def __str__(self) -> str:
        parts = [percent(self.share)] if self.share or not self.specific else []
        return " + ".join([*parts, str(self.specific)] if self.specific else parts) if self.share or self.specific else "free"


def _share(text: str, whole: str) -> Decimal:
    if match := _AD_VALOREM.fullmatch(text):
        return Decimal(match.group(1)) / HUNDRED
    if _BARE.fullmatch(text):
        raise ValueError(NO_UNIT.format(whole, text))
    raise ValueError(f"is not a duty (got {whole[:60]!r}). {FORMS}")


def _second(text: str, whole: str) -> Specific:
    if match := _SPECIFIC.fullmatch(text):
        return _specific(match)
    raise ValueError(f"is not a duty (got {whole[:60]!r}). {FORMS}")


def _specific(match: re.Match[str]) -> Specific:
    return Specific(amount=Decimal(match.group(1)), currency=match.group(2), unit=match.group(3))


def read_duty(value: Any) -> Duty:
    """A duty from a seed's text."""
    if isinstance(value, Duty):
        return value
    if not isinstance(value, str):
        raise ValueError(f"is not a duty (got {value!r}). {FORMS}")
    return Duty.read(value.strip())


def plain(number: Decimal) -> str:
    """An exact number without needless zeros and never with an exponent.

    >>> plain(Decimal("0.50")), plain(Decimal("0.275")), plain(Decimal("1E+2"))
    ('0.5', '0.275', '100')
    """
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=4096)
def percent(rate: Decimal, places: int = 6) -> str:
    """A rate in per cent, as many places as it has up to six.

    >>> percent(Decimal("0.275"))
    '27.5%'
    """
    shown = rate * HUNDRED
    exact = shown == round(shown, places)
    return f"{plain(shown if exact else round(shown, places))}%"


def read_percent(text: Any) -> Decimal:
    """A share of a value: ``40 %`` is 0.4."""
    match = _AD_VALOREM.fullmatch(text.strip()) if isinstance(text, str) else None
    if match is None or Decimal(match.group(1)) > HUNDRED:
        raise ValueError(f"is not a share (got {text!r}). Write it between 0% and 100%: 40%.")
    return Decimal(match.group(1)) / HUNDRED


DutyText = Annotated[Duty, PlainValidator(read_duty)]
Percent = Annotated[Decimal, PlainValidator(lambda value: value if isinstance(value, Decimal) else read_percent(value))]

"""A duty as a legal text states it: a share of the value, an amount for each unit, or several of them.

*Ad valorem* ``25%``; *specific* ``1.20 EUR/kg``; *compound* ``5.4% + 0.008 USD/each``, also on parts of the good
(``0.4 USD/each + 4.6% of case``); ``free``; *by reference* ``as for each garment apart``. A specific duty
becomes an *ad valorem equivalent* by dividing it by the customs value of one unit, as United States
customs does under EO 14326 (50 cents on a kilogram worth 10 dollars: 5%), or by what was paid on such goods.
Rates are exact fractions of the value: 25% is 0.25.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any

from pydantic import PlainValidator

_AD_VALOREM = re.compile(r"(\d+(?:\.\d+)?) ?%")
_THIRDS = re.compile(r"(\d+) ([12])/3 ?%")
_OF_PART = re.compile(r"(\d+(?:\.\d+)? ?%) of ([a-z][a-z ]*)")
_REFERENCE = re.compile(r"as for [a-zA-Z0-9 ,./%-]+")
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


@dataclass(frozen=True, kw_only=True)
class OnPart:
    """A share of the value of a part of the good: 4.6% of the case of a clock."""

    share: Decimal
    of: str

    def __str__(self) -> str:
        return f"{percent(self.share)} of {self.of}"


ONE, NONE = Decimal(1), Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Duty:
    """A duty: ``share`` of the customs value and, where the text has one, a ``specific`` amount on top.

    ``further`` holds the other amounts and shares of parts of a text that has several, ``reference`` the words of a text that
    points to the rate of other goods instead of stating one.

    >>> Duty.read("27.5%").rate()
    Decimal('0.275')
    >>> Duty.read("0.50 USD/kg").rate(unit_value=Decimal(10))
    Decimal('0.05')
    >>> str(Duty.read("0.4 USD/each + 4.6% of case"))
    '0.4 USD/each + 4.6% of case'
    """

    share: Decimal = Decimal(0)
    specific: Specific | None = None
    further: tuple[Specific | OnPart, ...] = ()
    reference: str = ""

    @classmethod
    def read(cls, text: str) -> Duty:
        """Read one of the forms above; anything else is a ``ValueError``."""
        if text == "free":
            return cls()
        if _REFERENCE.fullmatch(text):
            return cls(reference=text)
        share, others = None, list[Specific | OnPart]()
        for part in (part.strip() for part in text.split("+")):
            if match := _SPECIFIC.fullmatch(part):
                others.append(Specific(amount=Decimal(match.group(1)), currency=match.group(2), unit=match.group(3)))
            elif match := _OF_PART.fullmatch(part):
                others.append(OnPart(share=_share(match.group(1), text), of=match.group(2)))
            elif share is None:
                share = _share(part, text)
            else:
                raise ValueError(f"is not a duty (got {text[:60]!r}). {FORMS}")
        return cls.of(share or NONE, others)

    @classmethod
    def of(cls, share: Decimal, others: Iterable[Specific | OnPart]) -> Duty:
        """A duty of its parts, the first amount by unit apart."""
        rest = list(others)
        specific = next((one for one in rest if isinstance(one, Specific)), None)
        return cls(share=share, specific=specific, further=tuple(one for one in rest if one is not specific))

    @property
    def is_ad_valorem(self) -> bool:
        """Whether it is a share of the whole value and nothing else."""
        return self.specific is None and not self.further and not self.reference

    def rate(self, unit_value: Decimal | None = None, equivalent: Decimal | None = None) -> Decimal:
        """The duty as a fraction of the customs value.

        An amount by unit needs the value of one unit in its currency, or else the ``equivalent`` that was paid on such goods;
        a text with several amounts or with a reference needs the equivalent.
        """
        if self.is_ad_valorem:
            return self.share
        if self.specific is not None and not self.further and unit_value is not None and unit_value > 0:
            return self.share + self.specific.amount / unit_value
        if equivalent is not None:
            return equivalent
        if self.specific is not None and not self.further:
            raise ValueError(f"is {self.specific}: its share of the value depends on what one unit is worth (got {unit_value})")
        raise ValueError(f"is {self}: no single unit tells its share of the value (got {unit_value})")

    def __str__(self) -> str:
        if self.reference:
            return self.reference
        parts = [percent(self.share)] if self.share else []
        parts += [str(one) for one in (self.specific, *self.further) if one is not None]
        return " + ".join(parts) or "free"


def _share(text: str, whole: str) -> Decimal:
    if match := _AD_VALOREM.fullmatch(text):
        return Decimal(match.group(1)) / HUNDRED
    if match := _THIRDS.fullmatch(text):
        return (Decimal(match.group(1)) * 3 + Decimal(match.group(2))) / 300
    if _BARE.fullmatch(text):
        raise ValueError(NO_UNIT.format(whole, text))
    raise ValueError(f"is not a duty (got {whole[:60]!r}). {FORMS}")


def read_duty(value: Any) -> Duty:
    """A duty from a seed's text."""
    if isinstance(value, Duty):
        return value
    if not isinstance(value, str):
        raise ValueError(f"is not a duty (got {value!r}). {FORMS}")
    return _read(value.strip())


_read = lru_cache(maxsize=8192)(Duty.read)
"""Schedules repeat a thousand texts ten thousand times."""


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
    """A share of a value: ``40%`` is 0.4."""
    match = _AD_VALOREM.fullmatch(text.strip()) if isinstance(text, str) else None
    if match is None or Decimal(match.group(1)) > HUNDRED:
        raise ValueError(f"is not a share (got {text!r}). Write it between 0% and 100%: 40%.")
    return Decimal(match.group(1)) / HUNDRED


DutyText = Annotated[Duty, PlainValidator(read_duty)]
Percent = Annotated[Decimal, PlainValidator(lambda value: value if isinstance(value, Decimal) else read_percent(value))]

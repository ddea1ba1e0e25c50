"""What duties by unit come to as a share of the value: by the value of a unit where trade data give quantities, else by the duty that was paid.

A row holds what an origin's goods of one line were worth and what duty was calculated on them. Rows of an origin with a preference for the line, or with
other duties inside what was paid, are left out when the table is made; ``*`` is the sum of those that are left.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from tradebrief.errors import ask_error
from tradebrief.law.duty import Duty, percent, plain
from tradebrief.records.record import Name, Party, Record, Text

COLUMNS = ("code", "origin", "customs_value_usd", "duty_usd", "quantity", "unit")
EVERYONE = "*"


class PaidDuties(Record):
    """What a table of paid duties says of itself."""

    id: Name
    title: Text
    importer: Party
    period: Text
    source: Text
    licence: Text
    sha256: Text
    made_by: Text
    note: Text | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Equivalent:
    """A duty by unit as a share of the value, and in words how it was found."""

    rate: Decimal
    says: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PaidRow:
    """What goods of one line and origin were worth, the duty calculated on them, and where trade data say so their quantity."""

    value: Decimal
    duty: Decimal
    quantity: Decimal | None
    unit: str


class Equivalents:
    """The table of one importer, read when a duty by unit is first asked about."""

    def __init__(self, about: PaidDuties, path: Path) -> None:
        self.about, self.path = about, path

    @cached_property
    def _rows(self) -> dict[tuple[str, str], PaidRow]:
        try:
            rows = list(csv.DictReader(self.path.read_text(encoding="utf-8").splitlines()))
            return {
                (row["code"], row["origin"]): PaidRow(
                    value=Decimal(row["customs_value_usd"]),
                    duty=Decimal(row["duty_usd"]),
                    quantity=Decimal(row["quantity"]) if row["quantity"] else None,
                    unit=row["unit"],
                )
                for row in rows
            }
        except (OSError, UnicodeDecodeError, KeyError, ArithmeticError, csv.Error) as bad:
            raise ask_error(str(self.path), "cannot be read", bad, "Make it anew: tradebrief hts equivalents.") from bad

    def of(self, code: str, origin: str, duty: Duty, general: Duty) -> Equivalent | None:
        """What a duty on goods of an origin comes to; ``general`` is the rate that was paid on the line. Nothing where no trade tells.

        A preferential amount by the unit of the general rate is taken at the value of a unit that the duty paid implies.
        """
        whose = origin if (code[:8], origin) in self._rows else EVERYONE
        row = self._rows.get((code[:8], whose))
        if row is None:
            return None
        goods = f"goods of {origin}" if whose == origin else "goods of all origins without a preference"
        one, period = duty.specific, self.about.period
        if one and not duty.further and row.quantity and row.unit == one.unit:
            worth = row.value / row.quantity
            return Equivalent(
                rate=duty.rate(worth), says=f"{duty} is taken at {plain(round(worth, 4))} {one.currency} a unit, {goods} in {period}"
            )
        paid = row.duty / row.value
        if duty == general:
            return Equivalent(rate=paid, says=f"{duty} is taken as the {percent(paid, 4)} that {goods} paid in {period}")
        paid_on = general.specific
        if one and paid_on and not (duty.further or general.further) and one.unit == paid_on.unit and paid > general.share:
            worth = paid_on.amount / (paid - general.share)
            return Equivalent(
                rate=duty.rate(worth),
                says=f"{duty} is taken at {plain(round(worth, 4))} {one.currency} a unit, as {goods} paid in {period}",
            )
        return None

"""What one revision of the schedule changed against an earlier one, as dated records ready to review."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tradebrief.law.goods import PROVISIONS, dotted
from tradebrief.law.hts.lines import TariffLine


@dataclass(frozen=True, kw_only=True)
class LineChange:
    """One rate of one line before and after; ``None`` where the line or the rate did not exist. ``in_force`` is the first day of the later one."""

    code: str
    rate_of: str
    old: str | None
    new: str | None
    in_force: date | None

    @property
    def kind(self) -> str:
        """What happened: a new line, a line that is gone, or a rate that is new, gone or another."""
        what = "line" if self.rate_of == "general" else "rate"
        return f"new {what}" if self.old is None else f"{what} gone" if self.new is None else "other rate"

    def row(self, published: date | None, act: str) -> tuple[str, ...]:
        """The record for ``usa-earlier.csv``: what the rate was, until when, and the act that changed it."""
        last_day = self.in_force - timedelta(days=1) if self.in_force else ""
        return (self.code, self.rate_of, self.old or "", str(last_day), str(published or self.in_force or ""), act, "medium")

    def to_dict(self) -> dict[str, Any]:
        """A change as JSON has it."""
        return {
            "code": dotted(self.code),
            "rate_of": self.rate_of,
            "kind": self.kind,
            "old": self.old,
            "new": self.new,
            "in_force": self.in_force and self.in_force.isoformat(),
            "last_day": self.in_force and (self.in_force - timedelta(days=1)).isoformat(),
        }


def changes_between(old: Mapping[str, TariffLine], new: Mapping[str, TariffLine], in_force: date | None) -> Iterator[LineChange]:
    """Every rate that differs, by code; a line that is new or gone is told by its general rate alone.

    Provisions of chapter 98 are compared where both have them: a file that a spreadsheet filled down cannot tell which of them state a rate.
    """
    for code in sorted({*old, *new}):
        if code[:2] == PROVISIONS and not (code in old and code in new):
            continue
        before, after = (lines[code].rates() if code in lines else {} for lines in (old, new))
        kinds = {**before, **after} if before and after else {"general": ""}
        for kind in kinds:
            if before.get(kind) != after.get(kind):
                yield LineChange(code=code, rate_of=kind, old=before.get(kind), new=after.get(kind), in_force=in_force)

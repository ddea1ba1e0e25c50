"""A line of the schedule: eight digits, its units and every rate of duty."""

from __future__ import annotations

from dataclasses import dataclass, field

Special = tuple[tuple[str, tuple[str, ...]], ...]
"""Special rates, each with the symbols of the programmes it is for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TariffLine:
    """An eight-digit line: general rate, units, special rates by programme and column 2, as the seeds write duties."""

    code: str
    general: str
    unit: str = ""
    special: Special = ()
    column2: str = ""
    at: int = field(default=0, compare=False)
    """The line of the file it was read from."""

    def rates(self) -> dict[str, str]:
        """Every rate by what it is: ``general``, ``column 2`` or the symbol of a programme."""
        special = {name: rate for rate, names in self.special for name in names}
        return {"general": self.general, **({"column 2": self.column2} if self.column2 else {}), **special}

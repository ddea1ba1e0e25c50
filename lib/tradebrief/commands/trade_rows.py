"""How commands about trade show their answers, and what a table of trade says of itself."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from tradebrief.analysis.exposure.build import Treated
from tradebrief.analysis.exposure.result import Exposure
from tradebrief.analysis.exposure.scopes import codes_print
from tradebrief.commands.output import print_table
from tradebrief.errors import ask_error
from tradebrief.workbook.workbook import Workbook


def controls(book: Workbook, name: str, treated: Treated, value: str | None, duty: str | None) -> tuple[Decimal | None, Decimal | None]:
    """The control totals of lines: those given, or those of the shipped table when it was made of the same codes."""
    known = book.figures[name].about if name in book.figures else None
    same = known is not None and known.codes == codes_print(treated.lines.codes)
    totals = known.totals if known and same else {}
    return _dollars("--control-value", value, totals.get("customs_value_usd")), _dollars("--control-duty", duty, totals.get("mfn_duty_usd"))


def _dollars(where: str, given: str | None, otherwise: Decimal | None) -> Decimal | None:

    if given is None:
        return otherwise
    try:
        return Decimal(given.replace(",", "").replace("_", ""))
    except ArithmeticError as bad:
        raise ask_error(where, "is not a number of dollars", given, "Write 151340030810.") from bad


def described(book: Workbook, name: str, treated: Treated, said: dict[str, str | None], stand_ins: Any) -> dict[str, str]:
    """What a sidecar says of its table: what the user gives, else what the shipped table of the same lines says."""
    known = book.figures[name].about if name in book.figures else None
    same = known if known and known.codes == codes_print(treated.lines.codes) else None
    note = "; ".join(f"{measure}: {why}" for measure, why in stand_ins.items()) or (same.note if same and same.note else "")
    return {
        "title": said["title"] or (same.title if same else f"Trade of {treated.table.origin}, lines with one treatment added together"),
        "source": said["source"] or (same.source if same else f"lines of {treated.lines.name}"),
        "licence": said["licence"] or (same.licence if same else "as the lines"),
        "unit": "US dollars",
        "valuation": "customs value, imports for consumption",
        "note": note,
    }


def built(treated: Treated, target: Path) -> dict[str, Any]:
    """What a table was made of, for programs."""
    return {
        "rows": len(treated.table),
        "lines": len(treated.lines.codes),
        "customs_value_usd": float(treated.lines.total_value),
        "duty_usd": float(treated.lines.total_duty),
        "unsettled": {measure: int(rows.sum()) for measure, rows in treated.table.unsure.items() if rows.any()},
        "file": str(target),
    }


#: Units of money, the largest first, with the amount from which they are used.
_UNITS = ((1e12, "tn"), (1e9, "bn"), (1e6, "mn"), (1e3, "k"))


def money(amount: float, places: int = 2) -> str:
    """An amount in the largest unit that leaves a whole number before the point.

    >>> money(24_590_000_000), money(1_250_000), money(980), money(0)
    ('24.59 bn', '1.25 mn', '980', '0')
    """
    for size, unit in _UNITS:
        if abs(amount) >= size:
            return f"{amount / size:,.{places}f} {unit}"
    return f"{amount:,.0f}"


def print_exposure(found: Exposure) -> None:
    """An exposure for people: the whole in a line, then its parts, then what is taken for granted."""
    own = f" ({money(found.duty_in_currency)} {found.duty_in_currency.unit})" if found.duty_in_currency is not None else ""
    more = "" if found.coverage is None else f"; {100 * found.coverage:.1f}% of trade faces additional tariffs"
    click.echo(
        f"{found.origin} on {found.as_of}, known by {found.known_by}, {found.convention.title}: {100 * found.effective_rate:.2f}% "
        f"({100 * found.low:.2f} to {100 * found.high:.2f}), {100 * found.increase_over_mfn:.2f} points over the MFN duty; "
        f"{money(found.duty)} USD{own} on {money(found.customs_value)} USD{more}"
    )
    for title, parts in (("group", found.by_group), ("measure", found.by_measure)):
        rows = [(part.name, money(part.customs_value, 3), money(part.duty, 3), f"{100 * part.rate:.2f}") for part in parts]
        if rows:
            print_table((title, "customs value, USD", "duty, USD", "rate, %"), rows)
    for line in (*found.left_out, *found.caveats):
        click.echo(line)


def points(rate: float | None, *, minus: bool = False) -> str:
    """A rate or a change in points of a per cent; nothing where it is not known."""
    return "not published for this day" if rate is None else f"{-100 * rate if minus else 100 * rate:+.2f}"

"""The claim checker: for each company and trade figure of the articles, what the data of the seeds say.

A figure can be right and still mislead: a year that ended before a tariff began shows nothing of that tariff. A verdict always names
the numbers it rests on; where no table speaks to a figure, it says so. How a figure is checked stands in ``codes/claims.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from tradebrief.analysis.company_guidance import SHEET
from tradebrief.errors import ask_error
from tradebrief.facts.evidence import Evidence
from tradebrief.facts.follow import of_fact
from tradebrief.law.measure import Measure
from tradebrief.provenance import citations
from tradebrief.provenance.lineage import Trace
from tradebrief.provenance.quantity import Quantity, count, derive, given
from tradebrief.results.frames import Frame
from tradebrief.results.missing import tells_gaps
from tradebrief.results.result import Result, listed
from tradebrief.trade.claim_check import ANY, ClaimCheck, ClaimRule, FigureCell, filled_in
from tradebrief.workbook.workbook import Workbook

KINDS = ("company figure", "trade figure")

Verdict = Literal["holds", "holds but misleads", "differs", "no data"]


@dataclass(frozen=True, kw_only=True, repr=False)
class Checked(Result):
    """A figure of an article, the verdict on it, why, the sources of the data, and the rows and acts that the verdict ``rests`` on."""

    evidence: Evidence
    verdict: Verdict
    why: str
    sources: tuple[str, ...] = ()
    rests: tuple[Trace, ...] = ()

    _frames: ClassVar[Mapping[str, Frame]] = {
        "claim": Frame("", "fact=evidence.fact.id article=evidence.article.id says=evidence.fact.says verdict why source=sources"),
    }

    @property
    def trace(self) -> Trace:
        """The figure beside the data, by its passage and the rows that speak to it."""
        steps = (of_fact(self.evidence, place="claims"), *self.rests)
        return Trace(kind="fact", says=f"{self.verdict}: {self.why}", to="claims", of=steps)


def claim_count(found: Sequence[Checked]) -> Quantity:
    """How many figures of companies and trade the texts state, as the sum over the texts."""
    texts: dict[str, list[Evidence]] = {}
    for one in found:
        texts.setdefault(one.evidence.article.id, []).append(one.evidence)
    steps = [
        given(len(mine), f"{name}: {{}} figure{'s' * (len(mine) != 1)}", kind="text", cite=citations.text(mine[0].article.source))
        for name, mine in texts.items()
    ]
    return derive("sum(figures)", "company and trade figures of the texts", to="claims", figures=steps) if steps else count([], "figures")


def checked_count(found: Sequence[Checked]) -> Quantity:
    """How many of them a table of the seeds speaks to."""
    steps = [of_fact(one.evidence, place="claims") for one in found if one.verdict != "no data"]
    says, table = "figures to which a table of the seeds speaks", "What the articles state and what the data say"
    return count(steps, says, table=table, to="claims", most=3)


Said = tuple[Verdict, str, tuple[Trace, ...]]


@tells_gaps
@listed("Claims of the texts, beside the data", Checked)
def check_claims(book: Workbook, *, known_by: date | str | None = None) -> tuple[Checked, ...]:
    """Every company and trade figure the articles state by a day, with what the data say.

    Args:
        book: the workbook, from ``tb.load()``
        known_by: use nothing published later; without one, everything

    Examples:
        >>> import tradebrief as tb
        >>> book = tb.load()
        >>> tb.check_claims(book, known_by="2025-06-14")
        Claims of the texts, beside the data
        known_by 2025-06-14
        19 rows: .to_frame()
    """
    found = []
    for one in book.facts(known_by=known_by):
        if one.fact.kind in KINDS:
            rule = book.claim_checks.get(one.fact.key)
            verdict, why, rests = _nothing() if rule is None else _checked(book, one, rule)
            sources = tuple(dict.fromkeys(cite for step in rests for cite in step.cited))
            found.append(Checked(evidence=one, verdict=verdict, why=why, sources=sources, rests=rests))
    return tuple(found)


def _nothing() -> Said:
    return "no data", "no table of the seeds speaks to this figure", ()


def _checked(book: Workbook, one: Evidence, rule: ClaimCheck) -> Said:
    """The verdict of a rule on a figure, and the rows it rests on."""
    rows = [_row(book, cell) for cell in rule.check.cells]
    if any(row is None for row in rows):
        return _nothing()
    cells = [(cell, row) for cell, row in zip(rule.check.cells, rows, strict=True) if row is not None]
    values = _values(rule.check, cells, one)
    rests = (*_rests(book, cells),)
    if not _holds(rule.check, values, one):
        return "differs", _said(book, rule.why, values), rests
    measure = book.measures.get(rule.misleads.before) if rule.misleads else None
    end = one.fact.on.latest if one.fact.on else None
    if rule.misleads is None or measure is None:
        return "holds", _said(book, rule.why, values), rests
    rests = (*rests, _begins(measure))
    if end is None or end >= measure.first_day:
        return "holds", _said(book, rule.why, values), rests
    late = {"end": end, "start": measure.first_day, "days": (measure.first_day - end).days}
    return "holds but misleads", _said(book, rule.misleads.why, values | late), rests


def _row(book: Workbook, cell: FigureCell) -> Mapping[str, str] | None:
    """The first row that a cell describes; ``None`` where its table has none."""
    table = book.figures.get(cell.table or "")
    rows = table.rows if table else ()
    wanted = cell.row.items()
    return next((row for row in rows if all(row[key] != "" if value == ANY else row[key] == value for key, value in wanted)), None)


def _number(cell: FigureCell, row: Mapping[str, str]) -> Decimal | None:
    """The number a cell begins with, in whole units."""
    text = row[cell.column or ""].partition(" ")[0].replace(",", "")
    try:
        return Decimal(text) * cell.times if cell.times != 1 else Decimal(text)
    except ArithmeticError:
        return None


def _values(check: ClaimRule, cells: Sequence[tuple[FigureCell, Mapping[str, str]]], one: Evidence) -> dict[str, object]:
    """What a sentence can name: the row's cells, both figures, the stated one, what the rule made of them; all also in millions and billions."""
    found, other = (*(_number(cell, row) for cell, row in cells), None)[:2]
    stated = one.fact.value if isinstance(one.fact.value, Decimal) else None
    made: dict[str, Decimal | None] = {"found": found, "other": other, "stated": stated}
    if check.operation == "change" and found is not None and other:
        made["value"] = (found / other - 1) * 100
    if check.operation == "per unit" and stated:
        made |= {"value": None if found is None else found / stated, "other_value": None if other is None else other / stated}
    sizes = {f"{name}_{size}": value / scale for name, value in made.items() if value is not None for size, scale in _SIZES.items()}
    return {**cells[0][1], **{name: value for name, value in made.items() if value is not None}, **sizes}


_SIZES = {"mn": Decimal(10**6), "bn": Decimal(10**9)}


def _holds(check: ClaimRule, values: Mapping[str, object], one: Evidence) -> bool:
    """Whether the stated figure is what the rule makes of the table."""
    found, other, stated, value = (values.get(name) for name in ("found", "other", "stated", "value"))
    if check.operation == "stands":
        return not check.differs_if or check.differs_if not in str(one.fact.value)
    if check.operation == "exceeds":
        return isinstance(found, Decimal) and isinstance(other, Decimal) and found > other
    if check.operation == "per unit":
        return check.between is not None and isinstance(value, Decimal) and check.between[0] < value < check.between[1]
    meant = value if check.operation == "change" else found
    return isinstance(meant, Decimal) and isinstance(stated, Decimal) and abs(meant - stated) <= check.tolerance


def _said(book: Workbook, template: str, values: Mapping[str, object]) -> str:
    """What is said of an outcome, and the same in the other languages of the workbook; an ``AskError`` for a figure there is none of."""
    try:
        said = filled_in(template, values)
        for texts in book.translations.values():
            if template in texts and isinstance(texts, dict):
                texts[said] = filled_in(texts[template], values)
    except (KeyError, ValueError, TypeError) as bad:
        known = ", ".join(sorted(values))
        raise ask_error("codes/claims.yaml", "names a figure that this check does not have", bad, f"Known here: {known}.") from bad
    return said


def _rests(book: Workbook, cells: Sequence[tuple[FigureCell, Mapping[str, str]]]) -> Iterator[Trace]:
    """The rows that a verdict rests on; two cells of one column are one step."""
    first, *others = cells
    if first[0].table == SHEET:
        yield _disclosed(first[1], book.figures[SHEET].about.unit)
        return
    same = [cell for cell, _ in others if (cell.table, cell.column) == (first[0].table, first[0].column)]
    yield _kept(book, first[0], *same)
    yield from (_kept(book, cell) for cell, _ in others if cell not in same)


def _disclosed(row: Mapping[str, str], unit: str) -> Trace:
    """What a company disclosed, as a step of a lineage."""
    note = f" ({row['note']})" if row["note"] else ""
    says = f"{row['company']}, {row['metric']} of {row['period']}: {row['low'] or None} {unit}{note}, disclosed {row['disclosed_on']}; row {row['id']} of {SHEET}.csv"
    return Trace(kind="table", says=says, to="companies", cite=citations.named(row["source"]))


def _begins(measure: Measure) -> Trace:
    """The act from which a measure is charged."""
    day = measure.first_day
    entry = measure.duties[day][-1]
    says = f"{measure.title} {entry.says} from {day} on ({', '.join(filter(None, (entry.act, entry.cite)))})"
    return Trace(kind="act", says=says, cite=citations.act(entry))


def _kept(book: Workbook, *cells: FigureCell) -> Trace:
    """Rows of a table of the seeds."""
    about = book.figures[cells[0].table or ""].about
    rows = ", ".join(" ".join(*cell.row.items()) if len(cell.row) == 1 else ", ".join(cell.row.values()) for cell in cells)
    return Trace(kind="table", says=f"{about.title}, {rows}: {cells[0].column} of {about.id}.csv", cite=citations.table(about))

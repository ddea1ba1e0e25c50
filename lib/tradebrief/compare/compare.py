"""Two reports side by side: sentences that changed, their numbers with the differences and causes, figures beside each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from tradebrief.compare.causes import Asked, Cause, causes
from tradebrief.compare.read_back import Linked, ReadReport
from tradebrief.errors import ask_error
from tradebrief.provenance.lineage import Trace
from tradebrief.render.grid import jobs_of
from tradebrief.render.page import stylesheet
from tradebrief.render.sweep import one as rendered
from tradebrief.templates import filled

_NUMBER = re.compile(r"(?<![\w.])[−-]?\d+(?:,\d{3})*(?:\.\d+)?(?!\w)")
_DAY = re.compile(
    r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}\b"
)


@dataclass(frozen=True, kw_only=True)
class NumberChange:
    """A number, or a linked day, that differs between two sentences: before, after, the difference, and the causes.

    ``unknown`` says why no cause is told, where none is.
    """

    before: str
    after: str
    difference: str
    causes: tuple[Cause, ...] = ()
    unknown: str = ""

    def __str__(self) -> str:
        return f"{self.before} → {self.after} ({self.difference})"


@dataclass(frozen=True, kw_only=True)
class SentenceChange:
    """One sentence in both reports, either of which may lack it, and the numbers in it that moved."""

    before: str
    after: str
    numbers: tuple[NumberChange, ...] = ()

    @property
    def by_cause(self) -> list[tuple[NumberChange, ...]]:
        """The numbers that moved, those with the same causes together."""
        found: dict[tuple[tuple[Cause, ...], str], list[NumberChange]] = {}
        for number in self.numbers:
            found.setdefault((number.causes, number.unknown), []).append(number)
        return [tuple(numbers) for numbers in found.values()]


@dataclass(frozen=True, kw_only=True)
class ReportComparison:
    """What differs between two reports, and their figures in pairs; ``asked`` are the parameters that differ as name, before, after."""

    one: ReadReport
    other: ReadReport
    changes: tuple[SentenceChange, ...]
    same: int
    asked: Asked = ()

    @property
    def figures(self) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
        """Figures of both, first with first; one that stands alone has an empty partner."""
        empty = ("", "")
        for number in range(max(len(self.one.figures), len(self.other.figures))):
            yield tuple(told.figures[number] if number < len(told.figures) else empty for told in (self.one, self.other))  # type: ignore[misc]


def compare(one: ReadReport, other: ReadReport) -> ReportComparison:
    """What differs between two reports, each number with its causes."""
    asked = tuple(_asked(one, other))
    pairs = list(_aligned(_sentences(one), _sentences(other)))
    changes = tuple(SentenceChange(before=a.text, after=b.text, numbers=tuple(_moved(a, b, asked))) for a, b in pairs if a.text != b.text)
    return ReportComparison(one=one, other=other, changes=changes, same=sum(a.text == b.text for a, b in pairs), asked=asked)


def _asked(one: ReadReport, other: ReadReport) -> Iterator[tuple[str, str, str]]:
    """Parameters in which two reports differ, where it is known what both were asked with."""
    names = dict.fromkeys([*one.parameters, *other.parameters]) if one.parameters and other.parameters else {}
    for name in names:
        before, after = (told.parameters.get(name, "") for told in (one, other))
        if before != after:
            yield name, before, after


# --- sentences in pairs -----------------------------------------------------------------


@dataclass(frozen=True)
class _Said:
    """A sentence and what is linked in it."""

    text: str = ""
    links: tuple[Linked, ...] = ()

    def why(self, found: re.Match[str]) -> Trace | None:
        """The chain behind a number in it."""
        return next((link.why for link in self.links if link.start <= found.start() and found.end() <= link.end), None)

    @property
    def days(self) -> list[re.Match[str]]:
        """The days in it."""
        return list(_DAY.finditer(self.text))

    @property
    def numbers(self) -> list[re.Match[str]]:
        """The numbers in it that are no part of a day."""
        return list(_NUMBER.finditer(_DAY.sub(lambda day: " " * len(day[0]), self.text)))


def _sentences(told: ReadReport) -> list[_Said]:
    chains = told.chains or ((),) * len(told.sentences)
    return [_Said(text, links) for text, links in zip(told.sentences, chains, strict=True)]


def _aligned(before: Sequence[_Said], after: Sequence[_Said]) -> Iterator[tuple[_Said, _Said]]:
    """Sentences in pairs: those that are alike but for their figures and days first, the rest in order."""
    matcher = SequenceMatcher(a=[_bones(one.text) for one in before], b=[_bones(one.text) for one in after], autojunk=False)
    for _, a, b, c, d in matcher.get_opcodes():
        left, right = list(before[a:b]), list(after[c:d])
        for number in range(max(len(left), len(right))):
            yield (left[number] if number < len(left) else _Said(), right[number] if number < len(right) else _Said())


def _bones(sentence: str) -> str:
    """A sentence without its figures and days, and without the end of words that follow a count."""
    return re.sub(r"(?<=\w)s\b", "", _NUMBER.sub("#", _DAY.sub("#", sentence)))


# --- numbers in pairs -------------------------------------------------------------------


def _moved(before: _Said, after: _Said, asked: Asked) -> Iterator[NumberChange]:
    """Numbers that differ, and days that differ and are linked on both sides."""
    for a, b in _paired(before, after):
        if a[0] != b[0]:
            yield _with_causes(a[0], b[0], difference(a[0], b[0]), before.why(a), after.why(b), asked)
    days = zip(before.days, after.days, strict=True) if len(before.days) == len(after.days) else ()
    for a, b in days:
        one, other = before.why(a), after.why(b)
        if a[0] != b[0] and one and other:
            yield _with_causes(a[0], b[0], _days_between(a[0], b[0]), one, other, asked)


def _paired(before: _Said, after: _Said) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Numbers one by one where both sentences hold as many, else those that follow the same words."""
    ones, others = before.numbers, after.numbers
    if len(ones) == len(others):
        yield from zip(ones, others, strict=True)
        return
    matcher = SequenceMatcher(a=_words_before(ones), b=_words_before(others), autojunk=False)
    for a, b, size in matcher.get_matching_blocks():
        yield from zip(ones[a : a + size], others[b : b + size], strict=True)


def _words_before(numbers: Sequence[re.Match[str]]) -> list[str]:
    """What stands between each number and the one before it."""
    ends = [0, *(number.end() for number in numbers)]
    return [" ".join(_bones(number.string[end : number.start()]).split()) for number, end in zip(numbers, ends, strict=False)]


def _with_causes(before: str, after: str, moved: str, one: Trace | None, other: Trace | None, asked: Asked) -> NumberChange:
    if one is None or other is None:
        lacking = "either report" if one is other else "the first report" if one is None else "the second report"
        return NumberChange(before=before, after=after, difference=moved, unknown=f"no lineage in {lacking}")
    found = causes(one, other, asked)
    return NumberChange(before=before, after=after, difference=moved, causes=found, unknown="" if found else "both rest on the same steps")


def _days_between(before: str, after: str) -> str:
    one, other = (datetime.strptime(day, "%Y-%m-%d" if "-" in day else "%d %B %Y") for day in (before, after))
    count = (other - one).days
    return f"{'+' if count > 0 else '−'}{abs(count):,} day{'s' * (abs(count) != 1)}"


def difference(before: str, after: str) -> str:
    """The second number less the first, with as many places as they carry.

    >>> difference("1,200", "1,150.5")
    '−49.5'
    """
    a, b = (text.replace(",", "").replace("−", "-") for text in (before, after))
    places = max(len(text.partition(".")[2]) for text in (a, b))
    value = float(b) - float(a)
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{abs(value):,.{places}f}"


# --- shown ------------------------------------------------------------------------------


def as_page(found: ReportComparison) -> str:
    """The comparison as a page of its own."""
    title = f"{found.one.title} | {found.other.title}"
    style = stylesheet() + (Path(__file__).parent / "compare.css").read_text(encoding="utf-8")
    return filled("compare/compare.html.j2", title=title, found=found, figures=list(found.figures), style=style) + "\n"


def as_data(found: ReportComparison) -> dict[str, Any]:
    """The comparison for programs."""
    changes = [{"before": one.before, "after": one.after, "numbers": [_number(number) for number in one.numbers]} for one in found.changes]
    figures = [{"before": a, "after": b, "same": a == b and one == other} for (a, one), (b, other) in found.figures]
    asked = [{"name": name, "before": before, "after": after} for name, before, after in found.asked]
    return {"one": found.one.name, "other": found.other.name, "same": found.same, "asked": asked, "changes": changes, "figures": figures}


def _number(moved: NumberChange) -> dict[str, Any]:
    return asdict(moved) | {"causes": [{"what": cause.what, **asdict(cause)} for cause in moved.causes]}


def as_lines(found: ReportComparison, *, most: int = 4) -> Iterator[str]:
    """The comparison for people, a line at a time; of a number's causes the first ``most``."""
    yield from (f"{name}: {before} → {after}" for name, before, after in found.asked)
    yield f"{len(found.changes)} sentences changed, {found.same} did not"
    for change in found.changes:
        yield from ("", f"before  {change.before or '–'}", f"after   {change.after or '–'}")
        for numbers in change.by_cause:
            why, unknown = numbers[0].causes, numbers[0].unknown
            yield f"  {'; '.join(map(str, numbers))}" + (f": {unknown}" if unknown else "")
            yield from (f"    {cause}" for cause in why[:most])
            if len(why) > most:
                yield f"    and {len(why) - most} more"


def report_of(word: str, folder: Path, seeds: str | None) -> Path:
    """The report a word means: a page or executed notebook, or ``NAME`` or ``NAME:a=1,b=2``, which is rendered into ``folder``."""
    path = Path(word)
    if path.suffix in {".html", ".ipynb"} and path.is_file():
        return path
    name, _, asked = word.partition(":")
    given = {name: value for part in asked.split(",") if part for name, _, value in [part.partition("=")]}
    [job] = jobs_of([name], [given], out=folder, seeds=seeds)
    report = rendered(job).report
    if report.status != "done":
        raise ask_error(word, "cannot be rendered", report.error, "Render it by itself to see where it fails.")
    return Path(report.html)

"""Two reports side by side: sentences that changed, their numbers with the differences, figures beside each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from tradebrief.render.report import Told

_NUMBER = re.compile(r"(?<![\w.])[−-]?\d[\d,]*(?:\.\d+)?(?![\w])")
_DAY = re.compile(
    r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}\b"
)


@dataclass(frozen=True, kw_only=True)
class Change:
    """One sentence in both reports, either of which may lack it; the numbers that moved, each as before, after, difference."""

    before: str
    after: str
    numbers: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What differs between two reports, and their figures in pairs."""

    one: Told
    other: Told
    changes: tuple[Change, ...]
    same: int
    asked: tuple[tuple[str, str, str], ...] = ()

    @property
    def figures(self) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
        """Figures of both, first with first; one that stands alone has an empty partner."""
        empty = ("", "")
        for number in range(max(len(self.one.figures), len(self.other.figures))):
            yield tuple(told.figures[number] if number < len(told.figures) else empty for told in (self.one, self.other))  # type: ignore[misc]


def compare(one: Told, other: Told, asked: Sequence[tuple[str, str, str]] = ()) -> Comparison:
    """What differs; ``asked`` are the parameters in which they differ, as name, before, after: the cause."""
    pairs = list(_aligned(one.sentences, other.sentences))
    changes = tuple(Change(before=a, after=b, numbers=tuple(_moved(a, b))) for a, b in pairs if a != b)
    return Comparison(one=one, other=other, changes=changes, same=sum(a == b for a, b in pairs), asked=tuple(asked))


def _aligned(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Sentences in pairs: those that are alike but for their figures and days first, the rest in order."""
    matcher = SequenceMatcher(a=list(map(_bones, before)), b=list(map(_bones, after)), autojunk=False)
    for _, a, b, c, d in matcher.get_opcodes():
        left, right = list(before[a:b]), list(after[c:d])
        for number in range(max(len(left), len(right))):
            yield (left[number] if number < len(left) else "", right[number] if number < len(right) else "")


def _bones(sentence: str) -> str:
    """A sentence without its figures and days, and without the end of words that follow a count."""
    return re.sub(r"(?<=\w)s\b", "", _NUMBER.sub("#", _DAY.sub("#", sentence)))


def _moved(before: str, after: str) -> Iterator[tuple[str, str, str]]:
    """Numbers that differ, where both sentences hold as many."""
    mine, theirs = (_NUMBER.findall(_DAY.sub("", text)) for text in (before, after))
    if len(mine) != len(theirs):
        return
    for a, b in zip(mine, theirs, strict=True):
        if a != b:
            yield a, b, difference(a, b)


def difference(before: str, after: str) -> str:
    """The second number less the first, with as many places as they carry.

    >>> difference("1,200", "1,150.5")
    '−49.5'
    """
    a, b = (text.replace(",", "").replace("−", "-") for text in (before, after))
    places = max(len(text.partition(".")[2]) for text in (a, b))
    value = float(b) - float(a)
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{abs(value):,.{places}f}"


def as_page(found: Comparison) -> str:
    """The comparison as a page of its own."""
    import base64
    import hashlib

    from tradebrief.render.page import environment, stylesheet

    style = stylesheet()
    page = environment().get_template("compare.html.j2").render(
        found=found, figures=list(found.figures), style=style, style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    )  # fmt: skip
    return page.rstrip() + "\n"


def as_data(found: Comparison) -> dict[str, Any]:
    """The comparison for programs."""
    changes = [{"before": one.before, "after": one.after, "numbers": [list(number) for number in one.numbers]} for one in found.changes]
    figures = [{"before": a, "after": b, "same": a == b and one == other} for (a, one), (b, other) in found.figures]
    asked = [{"name": name, "before": before, "after": after} for name, before, after in found.asked]
    return {"one": found.one.name, "other": found.other.name, "same": found.same, "asked": asked, "changes": changes, "figures": figures}


def report_of(word: str, folder: Path, seeds: str | None) -> tuple[Path, dict[str, Any]]:
    """The report a word means: a page or executed notebook, or ``NAME`` or ``NAME:a=1,b=2``, which is rendered into ``folder``.

    With it come the parameters it was asked with, where they are known.
    """
    from tradebrief.errors import ask_error
    from tradebrief.render.plan import jobs_of
    from tradebrief.render.sweep import one

    path = Path(word)
    if path.suffix in {".html", ".ipynb"} and path.is_file():
        return path, {}
    name, _, asked = word.partition(":")
    given = dict(part.partition("=")[::2] for part in asked.split(",") if part)
    [job] = jobs_of([name], [given], out=folder, seeds=seeds)
    report = one(job).report
    if report.status != "done":
        raise ask_error(word, "cannot be rendered", report.error, "Render it by itself to see where it fails.")
    return Path(report.html), dict(job.parameters)

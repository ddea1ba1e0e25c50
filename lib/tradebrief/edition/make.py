"""Makes an edition: in a folder beside its place first, then moved into it whole; the archive and the feed follow.

One run at a time works in a folder of editions. What an interrupted run left is removed by the next, which also puts the archive right; an edition that
is there is never changed.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from email.headerregistry import Address
from itertools import count
from pathlib import Path

from tradebrief.analysis.since_last import Known, known
from tradebrief.edition.archive import write_archive
from tradebrief.edition.changes import Changes, Days, changes
from tradebrief.edition.mail import mail
from tradebrief.edition.page import page, summary
from tradebrief.edition.record import MAIL, PARTS, RECORD, Edition, editions
from tradebrief.errors import ask_error
from tradebrief.files import write_whole
from tradebrief.render.cache import held
from tradebrief.render.environment import can_fork
from tradebrief.render.recipe import by_name
from tradebrief.render.run import documents, prepare, render
from tradebrief.workbook.workbook import Workbook

NOTEBOOK = "briefing"

STAGE = ".edition-"
"""How the folder begins in which an edition is made before it is moved to its place."""

BACK = timedelta(days=30)
"""How far the first edition looks back, as a briefing does."""


@dataclass(frozen=True, kw_only=True)
class EditionQuery:
    """What is asked of an edition: its folder, days, languages (the main one first) and formats, and whom its mail is to and from.

    ``since`` is the day that changes are told from; without one, the newest edition up to ``now``.
    """

    out: Path
    now: Days
    since: date | None
    languages: Sequence[str]
    formats: Sequence[str]
    seeds: str | None = None
    to: Sequence[Address] = ()
    by: Address | None = None


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of it: the edition and whether it was made now; where nothing is new ``since``, the one there is, if any."""

    edition: Edition | None
    made: bool
    since: date


@dataclass(frozen=True, kw_only=True)
class _Last:
    """What an edition is compared with: an earlier one, or a day alone."""

    days: Days
    edition: Edition | None = None

    @property
    def known(self) -> Known | None:
        return self.edition.known if self.edition else None


def make(asked: EditionQuery, book: Workbook, told: Callable[[Edition], None] = lambda one: None) -> Outcome:
    """Make the edition where anything is new, and set archive and feed right; ``told`` hears of it while the folder is still held.

    ``AskError`` where a day is wrong, a record cannot be read or a page cannot be made: then no edition is written.
    """
    with held(asked.out, "edition"):
        _clear(asked.out)
        there = editions(asked.out)
        last = _last(asked, there)
        found = changes(book, last.days, asked.now, last.known)
        now = known(book, asked.now.known_by)
        same = next((one for one in there if _is_asked(one, asked, last, now)), last.edition if not found else None)
        new = _made(asked, found, book, now) if found and same is None else None
        write_archive(asked.out, editions(asked.out), book.talks_asked(None))
        if one := new or same:
            told(one)
        return Outcome(edition=new or same, made=new is not None, since=last.days.known_by)


def _clear(out: Path) -> None:
    """Remove what a run left that was cut off: an edition not yet in its place, a page or feed not yet in its."""
    for left in out.glob(f"{STAGE}*"):
        shutil.rmtree(left, ignore_errors=True)
    for left in (*out.glob(".index*.html.*.part"), *out.glob(".feed*.xml.*.part")):
        left.unlink(missing_ok=True)


def _last(asked: EditionQuery, there: Sequence[Edition]) -> _Last:
    """The edition of the day that is given, or that day; else the newest edition that knows no more than is asked, or 30 days before."""
    for one in there:
        if one.known_by == asked.since or (asked.since is None and one.known_by <= asked.now.known_by):
            return _Last(days=Days(as_of=one.as_of, known_by=one.known_by), edition=one)
    if asked.since and asked.since > asked.now.known_by:
        raise ask_error("since", "is after the day known by", f"{asked.since} after {asked.now.known_by}", "Give an earlier day.")
    day = asked.since or min(asked.now.as_of, asked.now.known_by) - BACK
    return _Last(days=Days(as_of=day, known_by=day))


def _is_asked(one: Edition, asked: EditionQuery, last: _Last, now: Known) -> bool:
    """Whether an edition is the one that is asked for, made already from the same records."""
    wanted = [one.file(part, language, suffix) for language in asked.languages for part in PARTS for suffix in asked.formats]
    same_days = (one.as_of, one.known_by, one.since) == (asked.now.as_of, asked.now.known_by, last.days.known_by)
    return same_days and one.known == now and all(path.is_file() for path in wanted)


# --- making one -------------------------------------------------------------------------


def _made(asked: EditionQuery, found: Changes, book: Workbook, now: Known) -> Edition:
    """The edition, whole and in its place."""
    name = _free(asked.out, asked.now.known_by)
    stage = Path(tempfile.mkdtemp(prefix=STAGE, dir=asked.out))
    try:
        stage.chmod(0o755)
        told = {language: _written(asked, found, book, language, stage) for language in asked.languages}
        one = Edition(
            name=name,
            folder=stage,
            as_of=asked.now.as_of,
            known_by=asked.now.known_by,
            since=found.last.known_by,
            headlines={language: headline for language, (headline, _) in told.items()},
            summaries={language: said for language, (_, said) in told.items()},
            known=now,
        )
        if asked.to:
            write_whole(stage / MAIL, mail(one, asked.to, asked.by or asked.to[0]))
        write_whole(stage / RECORD, one.text())
        stage.rename(asked.out / name)
    except BaseException:
        shutil.rmtree(stage, ignore_errors=True)
        raise
    return replace(one, folder=asked.out / name)


def _free(out: Path, day: date) -> str:
    """The name of the next edition of a day; what is there already is left alone, whatever it is."""
    names = (f"{day}-{number}" if number > 1 else f"{day}" for number in count(1))
    return next(name for name in names if not os.path.lexists(out / name))


def _written(asked: EditionQuery, found: Changes, book: Workbook, language: str, stage: Path) -> tuple[str, str]:
    """Write both parts of an edition in a language; the briefing's first sentence, and how much changed."""
    for suffix, content in documents(page(found, language), asked.formats).items():
        write_whole(stage / f"changes_{asked.now.known_by}_{language}.{suffix}", content)
    given = {"as_of": asked.now.as_of, "known_by": asked.now.known_by, "since": found.last.known_by, "language": language}
    job = prepare(
        str(by_name("notebooks", ".ipynb")[NOTEBOOK]),
        {name: str(value) for name, value in given.items()},
        out=stage,
        seeds=asked.seeds,
        call_it=f"briefing_{asked.now.known_by}_{language}",
        book=lambda: book,
    )
    report = render(replace(job, formats=tuple(asked.formats), engine="fork" if can_fork() else "kernel"))
    if report.status != "done":
        where = f"{report.notebook}.ipynb, {f'cell {report.cell}' if report.cell else 'the kernel'}"
        remedy = f"No edition was made. 'tradebrief brief --as-of {asked.now.as_of}' keeps the notebook with its error."
        raise ask_error(where, "failed", report.error, remedy)
    Path(report.ipynb).unlink()
    return report.headline, summary(found, language)

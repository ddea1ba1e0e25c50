"""The curator's desk: a form in which a text becomes an article, checked at every keystroke and saved whole or not at all.

Nothing is computed here: the parts of the page, the candidates, the checks and the files come from ``suggest`` and
``draft``; this module puts them into widgets. What is refused is a message on the desk, never a traceback. The
text stays in the widgets of the running page and is written nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import ipywidgets as widgets
from markupsafe import Markup

from tradebrief.curate.draft import Draft, as_yaml, draft_of, read_draft
from tradebrief.curate.fact_row import FactRow
from tradebrief.curate.fields import ORIGIN, ROWS, SOURCE, DeskPart, _day, _days, button_for, entry, fill, note, offer, text_in, told, wide
from tradebrief.curate.likeness import short
from tradebrief.curate.suggest import Suggestion, suggest
from tradebrief.curate.trial import Trial, save, tried, write_all
from tradebrief.errors import TradebriefError
from tradebrief.facts.anchors import Page
from tradebrief.texts.read import read as read_text
from tradebrief.workbook.loader import open_page, page_of
from tradebrief.workbook.workbook import Workbook


class Desk:
    """The form in five parts, each a cell of a notebook: ``open``, ``source``, ``facts``, ``checks``, ``save``.

    ``draft`` and ``trial`` are what the form holds at the moment and what is still wrong with it.
    """

    def __init__(self, book: Workbook, *, drafts: Path = Path("drafts")) -> None:
        self.book, self.drafts = book, drafts
        self.page: Page | None = None
        self.found: Suggestion | None = None
        self.draft = self.suggested = Draft(id="", source={})
        self.trial: Trial | None = None
        self.kept: set[int] = set()
        self.first = 0
        self._filling = False
        self._make()

    def _make(self) -> None:
        self.message = widgets.HTML()
        self.open, self.source, self.facts, self.checks, self.save = (
            self._open_part(),
            self._source_part(),
            self._facts_part(),
            widgets.HTML(note("No text is open yet.")),
            self._save_part(),
        )

    def _open_part(self) -> DeskPart:
        self.pasted = widgets.Textarea(
            placeholder="Paste the page here, upload its file or name it below.", description="Text", layout=wide(height="9em")
        )
        self.upload = widgets.FileUpload(
            accept=".html,.htm,.mhtml,.pdf,.docx,.eml,.txt", description="Upload", tooltip="A saved page, PDF, Word file, mail or text"
        )
        self.path = entry("file", (), "the page as HTML, PDF, DOCX, EML or text, on this machine")
        self.name = entry("page name", (), "what the page is to be called: 005_example.txt")
        self.read_on = entry("read on", (), "the day the page was read, as 2025-06-14: '3 hours ago' is counted from it")
        self.which = widgets.Dropdown(options=[("the first text", 0)], description="Draft", layout=wide())
        button = button_for("Read the text", "Find its parts, its source and its candidate facts", self.read)
        self.which.observe(lambda change: None if self._filling else self.choose(change["new"]), "value")
        return DeskPart([self.pasted, self.upload, self.path, self.name, self.read_on, button, self.which, self.message])

    def _source_part(self) -> DeskPart:
        self.id = entry("id", (), "name of the article's file: 2025-06-14-kyodo-last-effort")
        self.of_source = {name: entry(name, choices, meaning) for name, choices, meaning in SOURCE}
        self.of_origin = {name: entry(f"origin: {name}", choices, meaning) for name, choices, meaning in ORIGIN}
        self.hints = widgets.HTML()
        for field in (self.id, *self.of_source.values(), *self.of_origin.values()):
            field.observe(lambda _: self._edited(), "value")
        offer(self.of_source["origin"], sorted(self.book.origins))
        for name in ("derives_from", "side_bar_of"):
            offer(self.of_source[name], sorted(name for name, one in self.book.articles.items() if not one.is_outside))
        count = button_for("Count days anew", "Read 'next week' and 'Friday' from the day of publication above", self.recount)
        return DeskPart(
            [self.hints, self.id, *self.of_source.values(), count, widgets.HTML(note("Where the origin is new:")), *self.of_origin.values()]
        )

    def _facts_part(self) -> DeskPart:
        keys = sorted({fact.key for article in self.book.articles.values() for fact in article.facts})
        self.rows = [FactRow(self.tick, self.change, keys, sorted(self.book.people)) for _ in range(ROWS)]
        self.where = widgets.HTML()
        back = button_for("Back", "The candidates before these", lambda: self.turn(-ROWS))
        on = button_for("Next", "The candidates after these", lambda: self.turn(ROWS))
        every = button_for("Keep all", "Make facts of all candidates", lambda: self.keep(range(len(self.draft.facts))))
        none = button_for("Keep none", "Make facts of none", lambda: self.keep(()))
        return DeskPart([widgets.HBox([back, on, every, none, self.where]), *(row.box for row in self.rows)])

    def _save_part(self) -> DeskPart:
        self.over = widgets.Checkbox(description="Replace files that stand already", indent=False, layout=wide())
        saves = button_for("Save the article", "Write its YAML, its anchors and its origin, all or none", self.write)
        drafts = button_for("Keep as draft", "Write what is here to drafts/, without the text, to go on later", self.write_draft)
        self.saved = widgets.HTML()
        return DeskPart([self.over, widgets.HBox([saves, drafts]), self.saved])

    # --- reading ------------------------------------------------------------

    @told
    def read(self) -> None:
        """Read the text that was pasted or named, and fill the form with what it seems to hold."""
        if text_in(self.path) and not text_in(self.pasted):
            page, document = open_page(Path(text_in(self.path)), text_in(self.name) or None)
        else:
            name, data = self._given()
            document = read_text(data, name)
            page = page_of(text_in(self.name) or name, data, document)
        found = suggest(self.book, page, document, read_on=_day(text_in(self.read_on)))
        self.page, self.found = page, found
        self._filling = True
        self.which.options = [
            (f"text {number}: {part.part.role}, {part.publisher.wire or 'not named'}, {len(part.candidates)} candidates", number - 1)
            for number, part in enumerate(found.texts, start=1)
        ]
        self.which.value = 0
        self._filling = False
        self._take(draft_of(self.book, found))
        known = [f"This page is curated already: {', '.join(found.curated_as)}."] if found.curated_as else []
        self.say(f"{len(found.texts)} texts found on {page.name}, read as {document.read_as}.", *document.notes, *known)

    def _given(self) -> tuple[str, bytes]:
        """The name and the bytes of what was uploaded, or else pasted; an uploaded name is a name, never a path."""
        for one in () if text_in(self.pasted) else self.upload.value:
            return Path(one["name"].replace("\\", "/")).name, bytes(one["content"])
        return "pasted.txt", self.pasted.value.encode("utf-8", "replace")

    @told
    def choose(self, which: int) -> None:
        """Draft another text of the page."""
        if self.found is not None:
            self._take(draft_of(self.book, self.found, which=which))

    @told
    def recount(self) -> None:
        """Count the days of the text anew from the day of publication in the form; candidates that were edited stay as they are."""
        if self.found is None or self.page is None:
            return
        which = self.which.value or 0
        found = suggest(self.book, self.page, self.found.document, published=_days(text_in(self.of_source["published"])), which=which)
        anew = draft_of(self.book, found, name=self.draft.id, which=which)
        facts = [fact if fact != old else new for fact, old, new in zip(self.draft.facts, self.suggested.facts, anew.facts, strict=True)]
        self.suggested, self.draft = anew, replace(self.draft, facts=tuple(facts), remarks=anew.remarks)
        self._show()
        self._check()

    @told
    def resume(self, path: Path) -> None:
        """Go on with a draft that was kept; its text must be open."""
        self._take(read_draft(path), keep_all=True)

    def _take(self, draft: Draft, *, keep_all: bool = False) -> None:
        self.draft, self.suggested, self.first = draft, draft, 0
        self.kept = {number for number, fact in enumerate(draft.facts) if keep_all or fact.get("says")}
        self._filling = True
        self.id.value = draft.id
        for name, field in self.of_source.items():
            fill(field, draft.source.get(name, ""))
        for name, field in self.of_origin.items():
            fill(field, draft.origin.get(name, ""))
        self._filling = False
        alike = [] if self.found is None else [short(one) for one in self.found.texts[self.which.value or 0].likenesses]
        headline = [f"Found: {draft.headline}."] if draft.headline else []
        self.hints.value = "".join(map(note, (*headline, *(f"It {one}." for one in alike))))
        self._show()
        self._check()

    # --- editing ------------------------------------------------------------

    def turn(self, by: int) -> None:
        """Show other candidates."""
        last = max(0, (len(self.draft.facts) - 1) // ROWS * ROWS)
        self.first = min(max(0, self.first + by), last)
        self._show()

    def keep(self, numbers: Sequence[int]) -> None:
        """Make facts of these candidates and of no others."""
        self.kept = set(numbers)
        self._show()
        self._check()

    def _show(self) -> None:
        self._filling = True
        for place, row in enumerate(self.rows):
            row.show(self.first + place, self.draft, self.kept, self.page)
        self._filling = False
        total = len(self.draft.facts)
        shown = f"{self.first + 1} to {min(self.first + ROWS, total)} of {total}" if total else "none"
        self.where.value = note(f"Candidates {shown}; {len(self.kept)} kept.")

    def change(self, number: int, name: str, value: Any) -> None:
        """One field of one candidate as it was just edited."""
        if not self._filling:
            self.draft = self.draft.with_fact(number, **{name: value})
            self._check()

    def tick(self, number: int, kept: bool) -> None:
        """Whether a candidate is to become a fact."""
        if not self._filling:
            (self.kept.add if kept else self.kept.discard)(number)
            self._show()
            self._check()

    def _edited(self) -> None:
        if self._filling:
            return
        source = {**self.draft.source, **{name: text_in(field) for name, field in self.of_source.items()}}
        origin = {name: text_in(field) for name, field in self.of_origin.items()}
        self.draft = Draft(
            id=text_in(self.id),
            source=source,
            facts=self.draft.facts,
            origin=origin if any(origin.values()) else {},
            remarks=self.draft.remarks,
        )
        self._check()

    @told
    def _check(self) -> None:
        """The live check: everything that is missing or breaks a rule, as it stands."""
        if self.page is None:
            return
        self.trial = tried(self.chosen, self.book, self.page)
        problems = [str(problem) for problem in self.trial.problems]
        kept, wrong = len(self.kept), len(problems)
        lacking = f"{wrong} thing{'s are' if wrong != 1 else ' is'} missing or wrong."
        head = lacking if problems else f"Nothing is wrong: {kept} fact{'s' * (kept != 1)} can be saved."
        items = Markup().join(map(Markup("<li>{}</li>").format, problems[:40]))
        self.checks.value = note(head, wrong=bool(problems)) + (Markup("<ul>{}</ul>").format(items) if items else "")

    @property
    def chosen(self) -> Draft:
        """The draft with the kept candidates only."""
        return self.draft.only(self.kept)

    # --- saving -------------------------------------------------------------

    @told
    def write(self) -> None:
        """Save the article; refused with the reasons while something is wrong, or where a file stands."""
        self.saved.value = ""
        if self.page is None:
            self.saved.value = note("No text is open: read one first.", wrong=True)
            return
        self.trial = trial = tried(self.chosen, self.book, self.page)
        self._saved(
            lambda: save(trial, overwrite=self.over.value),
            "Run 'tradebrief accept' to store the sentences that now count one text more.",
        )

    @told
    def write_draft(self) -> None:
        """Keep what the form holds as a draft, without the text."""
        target = self.drafts / f"{self.draft.id or 'draft'}.yaml"
        self._saved(lambda: write_all({target: as_yaml(self.chosen, remarks=True, empty=True)}, overwrite=self.over.value), "")

    def _saved(self, write: Callable[[], Sequence[Path]], then: str) -> None:
        try:
            written = write()
        except TradebriefError as refused:
            self.saved.value = "".join(note(str(problem), wrong=True) for problem in refused.problems[:12])
            return
        self.over.value = False
        self.saved.value = note(f"Written: {', '.join(map(str, written))}. {then}")

    def say(self, *lines: str, wrong: bool = False) -> None:
        """Show a message below the text."""
        self.message.value = "".join(note(line, wrong=wrong) for line in lines)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Any:
        return DeskPart([self.open, self.source, self.facts, self.checks, self.save])._repr_mimebundle_(include=include, exclude=exclude)


def desk(book: Workbook, *, text: str = "", read_on: str = "", draft: str = "") -> Desk:
    """The desk, with a text open on it where a file is named, and a draft taken up where one was kept.

    >>> import tradebrief as tb
    >>> tb.desk(tb.load()).chosen.facts
    ()
    """
    made = Desk(book)
    made.path.value, made.read_on.value = text, read_on
    if text:
        made.read()
    if draft:
        made.resume(Path(draft))
    return made

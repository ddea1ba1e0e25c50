"""A draft of an article: what is suggested, what a person makes of it, what is still missing, and the files it becomes.

A draft is written like an article and may leave fields empty; it also carries the origin where that is new.
The text itself never enters it. It is saved whole or not at all, and nothing that stands is written over unasked.
"""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from tradebrief import seeds
from tradebrief.anchors import Anchor, Page, make_anchor
from tradebrief.candidates import Candidate
from tradebrief.errors import Problem, SeedError, ask_error, near
from tradebrief.evidence import plain_value
from tradebrief.files import write_whole
from tradebrief.known_keys import Fit
from tradebrief.plain_yaml import NotPlainError, line_of, plain
from tradebrief.provenance import Article, Fact, Origin, Source
from tradebrief.suggest import Suggestion, TextFound
from tradebrief.workbook import Workbook

SURE = 1.6
"""The score from which the key that fits best is written into a draft; below it the keys stand in a remark only."""

Values = Mapping[str, Any]

NAME = re.compile(r"(?=.{1,100}$)[a-z0-9]+(-[a-z0-9]+)*")
NAMES = "Write small letters, digits and hyphens: 2025-06-14-kyodo-last-effort."


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An article in the making: fields as text, the way a seed has them; empty ones are still to be written.

    ``remarks`` gives what is known of each fact's question, for the person who finishes it; it is no part of the article.
    """

    id: str
    source: Values
    facts: tuple[Values, ...] = ()
    origin: Values = field(default_factory=dict)
    remarks: tuple[str, ...] = ()

    def with_fact(self, number: int, **changed: Any) -> Draft:
        """The draft with fields of one fact changed."""
        facts = [{**fact, **changed} if place == number else fact for place, fact in enumerate(self.facts)]
        return replace(self, facts=tuple(facts))

    def only(self, numbers: Iterable[int]) -> Draft:
        """The draft with some of its facts, in order."""
        kept = sorted(set(numbers))
        return replace(
            self,
            facts=tuple(self.facts[number] for number in kept),
            remarks=tuple(self.remarks[number] for number in kept if number < len(self.remarks)),
        )


# --- from a suggestion ------------------------------------------------------------


def draft_of(book: Workbook, found: Suggestion, *, name: str = "", which: int = 0) -> Draft:
    """The draft of one text of a page, the first unless another is asked for."""
    if not 0 <= which < len(found.texts):
        raise ask_error("--which", "is no text of the page", which + 1, f"The page has {len(found.texts)}: write 1 to {len(found.texts)}.")
    text = found.texts[which]
    page = found.page.name
    called = name or _name(text, page)
    if not NAME.fullmatch(called):
        raise ask_error("--id", "is no name for a file", called, NAMES)
    parent = next((one for one in text.likenesses if one.is_strong and one.verdict != "already curated"), None)
    origin = parent.origin if parent else called
    source = {
        "title": "", "wire": text.publisher.wire, "carrier": text.publisher.carrier, "page": _file_name(page), "part": [text.part.start, text.part.end],
        "published": str(text.dating.published or ""), "time": text.dating.time, "zone": text.publisher.zone, "dated_by": text.dating.dated_by,
        "basis": text.dating.basis if text.dating.published else "", "origin": origin, "derives_from": "",
    }  # fmt: skip
    facts = tuple(_fact(candidate) for candidate in text.candidates)
    new = {} if origin in book.origins else {"title": "", "agency": text.publisher.wire, "why": ""}
    return Draft(id=called, source=source, facts=facts, origin=new, remarks=tuple(_remark(one) for one in text.candidates))


def _name(text: TextFound, page: str) -> str:
    """A first name for the article: its day, who wrote it, the page."""
    day = str(text.dating.published.earliest) if text.dating.published else "undated"
    words = f"{day}-{text.publisher.wire or 'unnamed'}-{page.partition('.')[0]}"
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:90].strip("-")


def _file_name(page: str) -> str:
    return re.sub(r"[^\w.-]+", "-", page).strip("-") or "page.txt"


def _fact(one: Candidate) -> dict[str, Any]:
    """A candidate as the fields of a fact; words of our own stand ready where a known fact says the same."""
    fit = one.fit if one.fit and one.fit.score >= SURE else None
    known = fit.fact if fit else None
    return {
        "key": fit.key if fit else "", "kind": known.kind if known and fit and fit.relation == "agrees" else one.kind,
        "says": known.says if known and fit and fit.relation == "agrees" else "", "value": plain_value(one.value), "unit": one.unit,
        "sense": one.sense, "state": one.state, "scope": known.scope or "" if known else "", "strength": one.strength, "hedge": one.hedge[:60], "by": one.by,
        "attribution": one.attribution, "on": one.on, "basis": one.basis, "event": known.event or "" if known else "", "measure": known.measure or "" if known else "",
        "at": list(one.at), "tokens": list(one.tokens),
    }  # fmt: skip


def _remark(one: Candidate) -> str:
    return "; ".join(_told(fit) for fit in one.fits) or "no known key fits: a new question"


def _told(fit: Fit) -> str:
    known = f" ({fit.known[:60]})" if fit.known else ""
    return f"{fit.relation} {'with' if fit.relation != 'adds' else 'to'} {fit.key}{known}"


# --- as a file ----------------------------------------------------------------------


def as_yaml(draft: Draft, *, remarks: bool = False, empty: bool = False) -> str:
    """A draft as the YAML of an article; with ``empty`` fields that are to be written, with ``remarks`` what is known beside each fact."""
    lines = ["source:", *_fields(draft.source, "  ", empty)]
    if empty and draft.origin:
        lines += ["origin:", *_fields(draft.origin, "  ", empty)]
    lines.append("facts:" if draft.facts else "facts: []")
    for number, fact in enumerate(draft.facts):
        if remarks and number < len(draft.remarks):
            lines.append(f"  # {draft.remarks[number]}")
        written = _fields(fact, "    ", empty)
        lines += [f"  - {written[0].strip()}", *written[1:]] if written else ["  - {}"]
    return "\n".join(lines) + "\n"


#: Fields that stand in a draft even when nothing is suggested for them.
_TO_WRITE = frozenset({"title", "wire", "carrier", "published", "zone", "basis", "origin", "key", "says", "agency", "why"})


def _fields(values: Values, indent: str, empty: bool) -> list[str]:
    return [
        f"{indent}{name}: {_scalar(value)}".rstrip()
        for name, value in values.items()
        if value not in ("", [], None) or (empty and name in _TO_WRITE)
    ]


_BARE = re.compile(r"[A-Za-z0-9$][\w .,()+/$'’-]*")


def _scalar(value: Any) -> str:
    """A value as YAML text: bare where that is plain, quoted where a sign could be taken for YAML's own."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(_scalar(one) if not (isinstance(one, str) and ',' in one) else json.dumps(one, ensure_ascii=False) for one in value)}]"
    text = str(value)
    bare = _BARE.fullmatch(text) and text.lower() not in {"null", "~"} and not text.endswith(" ")
    return text if not text or bare else json.dumps(text, ensure_ascii=False)


def read_draft(path: Path, name: str = "") -> Draft:
    """A draft from its file; what is no draft is an ``AskError``."""
    try:
        tree = plain(path.read_text(encoding="utf-8"))
    except NotPlainError as bad:
        raise ask_error(f"{path}, line {bad.line}", bad.wrong, bad.got, bad.remedy) from None
    except (OSError, UnicodeDecodeError) as bad:
        raise ask_error(
            str(path), "cannot be read", getattr(bad, "strerror", None) or "bytes that are no UTF-8", "Name the draft's file."
        ) from None
    if not isinstance(tree, dict) or not isinstance(tree.get("source"), dict):
        raise ask_error(str(path), "is no draft of an article", remedy="Make one with 'tradebrief new article --text FILE'.")
    unknown = sorted(tree.keys() - {"source", "origin", "facts"})
    if unknown:
        raise ask_error(str(path), f"'{unknown[0]}' is not a field", remedy=near(unknown[0], ["source", "origin", "facts"]))
    facts = [fact for fact in tree.get("facts") or [] if isinstance(fact, dict)]
    return Draft(id=name or path.stem, source=tree["source"], facts=tuple(facts), origin=tree.get("origin") or {})


# --- what is missing -------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Trial:
    """A draft as the article it would be, with its anchors and everything that is still wrong with it."""

    article: Article | None
    anchors: tuple[Anchor, ...]
    problems: tuple[Problem, ...]
    files: Mapping[Path, str]

    @property
    def is_ready(self) -> bool:
        """Whether it can be saved."""
        return not self.problems


def tried(draft: Draft, book: Workbook, page: Page) -> Trial:
    """A draft read the way a seed is read, in a folder of its own, and checked by every rule beside the known articles."""
    if not NAME.fullmatch(draft.id):
        file = f"{book.root.name}/articles/{draft.id or '?'}.yaml"
        return Trial(
            article=None, anchors=(), problems=(Problem(file=file, wrong="is no name for a file", got=draft.id, remedy=NAMES),), files={}
        )
    with tempfile.TemporaryDirectory() as made:
        root = Path(made) / book.root.name
        written = _write(draft, book, root)
        reader = seeds.Reader(root)
        article = reader.record(root / "articles" / f"{draft.id}.yaml", Article, {"id": draft.id})
        origins = dict(book.origins) | reader.records("origins", Origin)
        problems = [*reader.problems, *_page_taken(draft, book, page)]
        anchors: tuple[Anchor, ...] = ()
        if article is not None:
            anchors, lost = _anchored(article, page, root)
            whole = replace(
                book,
                root=root,
                articles={**book.articles, draft.id: article},
                anchors={**book.anchors, draft.id: anchors},
                origins=origins,
                unread=book.unread | reader.unread,
            )
            problems += [*lost, *_ours(seeds.check(whole), draft.id, bool(lost))]
        files = {book.root / path.relative_to(root): path.read_text(encoding="utf-8") for path in written}
    if anchors:
        files[book.root / "articles" / f"{draft.id}.anchors.csv"] = anchors_csv(anchors)
    return Trial(article=article, anchors=anchors, problems=tuple(sorted({replace(one, line=0) for one in problems})), files=files)


def _write(draft: Draft, book: Workbook, root: Path) -> list[Path]:
    """The draft's article, and its origin where none of that name is known, below a folder."""
    made = {root / "articles" / f"{draft.id}.yaml": as_yaml(draft)}
    origin = str(draft.source.get("origin") or "")
    if draft.origin and origin and origin not in book.origins and NAME.fullmatch(origin):
        made[root / "origins" / f"{origin}.yaml"] = "\n".join(_fields(draft.origin, "", empty=False) or ["{}"]) + "\n"
    for path, text in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(made)


def _anchored(article: Article, page: Page, root: Path) -> tuple[tuple[Anchor, ...], list[Problem]]:
    """The anchors of an article's facts, and the facts that do not stand in the page."""
    found, problems = [], []
    path = root / "articles" / f"{article.id}.yaml"
    named = replace(page, name=article.source.page or page.name)
    for number, fact in enumerate(article.facts):
        if fact.at is None:
            continue
        try:
            found.append(make_anchor(named, fact=fact.id, part=article.id, start=fact.at[0], end=fact.at[1], tokens=fact.tokens))
        except ValueError as bad:
            wrong, _, rest = str(bad).partition(" (got ")
            got, _, remedy = rest.partition("). ")
            place = ("facts", number, "at")
            problems.append(
                Problem(
                    file=seeds.Reader(root).label(path),
                    line=line_of(path, place),
                    place=f"facts {number + 1}, at",
                    wrong=wrong,
                    got=got,
                    remedy=remedy,
                )
            )
    return tuple(found), problems


def _page_taken(draft: Draft, book: Workbook, page: Page) -> list[Problem]:
    """Whether the page's name already stands for another text."""
    name = draft.source.get("page")
    taken = next(
        (
            one
            for one, rows in book.anchors.items()
            if one != draft.id and rows and rows[0].source_id == name and rows[0].doc_sha256_norm != page.sha256
        ),
        "",
    )
    file = f"{book.root.name}/articles/{draft.id}.yaml"
    remedy = "Give the file of the new text another name."
    return (
        [Problem(file=file, place="source, page", wrong="is the name of another page", got=f"{name}, as in {taken}", remedy=remedy)]
        if taken
        else []
    )


def _ours(problems: Iterable[Problem], name: str, lost: bool) -> list[Problem]:
    """The problems of one article; that its anchors lack rows is told already where facts were ``lost``."""
    mine = [one for one in problems if one.file.endswith((f"/{name}.yaml", f"/{name}.anchors.csv"))]
    return [one for one in mine if not (lost and "row in the anchors file" in one.wrong)]


def anchors_csv(anchors: Iterable[Anchor]) -> str:
    """Anchors as the text of an ``.anchors.csv``."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(one.name for one in fields(Anchor))
    writer.writerows(astuple(one) for one in anchors)
    return out.getvalue()


# --- saving ------------------------------------------------------------------------------


def save(trial: Trial, *, overwrite: bool = False) -> tuple[Path, ...]:
    """Write the files of an article: all of them or none.

    ``SeedError`` with what is still wrong; ``AskError`` when a file stands there already and ``overwrite`` was not said.
    """
    if trial.problems:
        raise SeedError(*trial.problems)
    return write_all(trial.files, overwrite=overwrite)


def write_all(files: Mapping[Path, str], *, overwrite: bool = False) -> tuple[Path, ...]:
    """Write several files: each whole, all or none; those that stand are refused unless ``overwrite``."""
    standing = {path: path.read_bytes() for path in files if path.exists()}
    changed = [path for path, before in standing.items() if before != files[path].encode()]
    if changed and not overwrite:
        raise ask_error(str(changed[0]), "stands already", remedy="Choose another name, or say that it is to be replaced.")
    done: list[Path] = []
    try:
        for path, text in files.items():
            write_whole(path, text)
            done.append(path)
    except BaseException:
        for path in done:
            if path in standing:
                write_whole(path, standing[path])
            else:
                path.unlink(missing_ok=True)
        raise
    return tuple(files)


#: The fields of a source and of a fact in the order in which a form shows them.
SOURCE_FIELDS = tuple(name for name in Source.model_fields)
FACT_FIELDS = tuple(name for name in Fact.model_fields if name != "id")

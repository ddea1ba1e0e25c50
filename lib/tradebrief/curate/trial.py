"""A draft tried as the article it would be: everything that is still missing or wrong, and its files written whole or not at all.

The draft is read the way every seed is read and checked by every rule beside the known articles, in a folder of its own
that is gone afterwards. Nothing that stands is written over unasked.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from tradebrief.curate.draft import NAME, NAMES, Draft, as_yaml, origin_yaml
from tradebrief.errors import Problem, SeedError, ask_error
from tradebrief.facts.anchoring import anchored, anchors_csv
from tradebrief.facts.anchors import Anchor, Page
from tradebrief.facts.records import Article, Origin
from tradebrief.files import write_whole
from tradebrief.workbook import loader as seeds
from tradebrief.workbook.reader import Reader
from tradebrief.workbook.workbook import Workbook


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
        reader = Reader(root)
        article = reader.record(root / "articles" / f"{draft.id}.yaml", Article, {"id": draft.id})
        origins = dict(book.origins) | reader.records("origins", Origin)
        problems = [*reader.problems, *_page_taken(draft, book, page)]
        anchors: tuple[Anchor, ...] = ()
        if article is not None:
            anchors, lost = anchored(article, page, root)
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
        made[root / "origins" / f"{origin}.yaml"] = origin_yaml(draft)
    for path, text in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(made)


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


# --- saving ------------------------------------------------------------------------------


def save(trial: Trial, *, overwrite: bool = False) -> tuple[Path, ...]:
    """Write the files of an article: all of them or none.

    ``SeedError`` with what is still wrong; ``AskError`` when a file stands there already and ``overwrite`` was not said.
    """
    if trial.problems:
        raise SeedError(*trial.problems)
    last = sorted(
        trial.files, key=lambda path: path.parent.name == "articles" and path.suffix == ".yaml"
    )  # there once all it names is there
    return write_all({path: trial.files[path] for path in last}, overwrite=overwrite)


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

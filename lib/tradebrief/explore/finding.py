"""``tb.help``: functions, notebooks and how-tos found by words."""

from __future__ import annotations

import inspect
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import ClassVar

import tradebrief
from tradebrief.errors import ask_error, near
from tradebrief.files import shelf
from tradebrief.render.parameters import contract_of, read_notebook
from tradebrief.render.recipe import by_name
from tradebrief.results.frames import Frame
from tradebrief.results.result import Listing, Result

ROOMS = ("figures", "tables", "words")

WEIGHTS = (4, 2, 1)
"""What a word counts in the name, in the first line and in the rest."""

_WORD = re.compile(r"[a-z]+")
_IDLE = frozenset(
    re.findall(
        "[a-z]+",
        """
a an and are as at by do does for from has have how i in is it its of on or that the this to was what when which will with
""",
    )
)


@dataclass(frozen=True, kw_only=True, repr=False)
class Found(Result):
    """Something that helps: what kind it is, how it is called or opened, and what it does."""

    kind: str
    call: str
    says: str
    rest: str = ""

    _frames: ClassVar[Mapping[str, Frame]] = {"help": Frame("", "kind call says")}
    _heading: ClassVar[str] = "{0.call}: {0.says}"


def help(words: str = "", most: int = 8) -> Listing[Found]:  # noqa: A001 (asked as tb.help)
    """What helps with a question: functions, figures, tables, notebooks and how-tos, those that speak most of it first.

    ``AskError`` where nothing speaks of it. Without words, everything there is.

    Args:
        words: the question in words, as ``who pays``
        most: how many are listed

    Examples:
        >>> import tradebrief as tb
        >>> tb.help("who pays the duty")[0].call
        'tb.incidence'
    """
    everything = list(_everything())
    asked = [_stem(word) for word in _WORD.findall(words.lower()) if word not in _IDLE]
    if not words.strip():
        return Listing(everything, of=Found, title="Everything there is")
    counts = [_counts(one) for one in everything]
    known = Counter(word for count in counts for word in count)
    score = [
        sum(math.log(1 + count[word]) * math.log(1 + len(everything) / known[word]) for word in asked if word in count) for count in counts
    ]
    best = sorted((number for number, value in enumerate(score) if value > 0), key=lambda number: -score[number])[:most]
    if not best:
        raise ask_error("help", "finds nothing", words, near(asked[0] if asked else words, known))
    return Listing((everything[number] for number in best), of=Found, title="What helps", asked={"words": words})


def _everything() -> Iterator[Found]:
    for name in dir(tradebrief):
        thing = getattr(tradebrief, name)
        if inspect.isfunction(thing):
            yield _told("function", f"tb.{name}", inspect.getdoc(thing) or "")
    for room in ROOMS:
        for module, functions in _functions_of(room):
            for name in functions:
                yield _told(
                    room.removesuffix("s"),
                    f"tb.{room}.{module.__name__.rpartition('.')[2]}.{name}",
                    inspect.getdoc(getattr(module, name)) or "",
                )
    for name, path in by_name("notebooks", ".ipynb").items():
        prose = " ".join("".join(cell["source"]) for cell in read_notebook(path)["cells"] if cell["cell_type"] == "markdown")
        yield Found(kind="notebook", call=f"tradebrief render {name}", says=contract_of(path).title, rest=prose)
    for path in sorted(shelf("docs").glob("**/*.md")):
        yield _page(path)


def _functions_of(room: str) -> Iterator[tuple[ModuleType, list[str]]]:
    package = getattr(tradebrief, room)
    for name in package.__all__:
        module = getattr(package, name)
        if inspect.ismodule(module):
            yield module, dir(module)


def _told(kind: str, call: str, doc: str) -> Found:
    first, _, rest = doc.partition("\n")
    return Found(kind=kind, call=call, says=first, rest=rest)


def _page(path: Path) -> Found:
    text = path.read_text(encoding="utf-8")
    title = next((line.lstrip("# ") for line in text.splitlines() if line.startswith("#")), path.stem)
    kind = {"how-to": "how-to", "explanation": "explanation", "reference": "reference"}.get(path.parent.name, "guide")
    return Found(kind=kind, call=f"docs/{path.relative_to(shelf('docs')).as_posix()}", says=title, rest=text)


def _counts(one: Found) -> Counter[str]:
    """How often a thing speaks of each word; what stands in its name and first line counts more."""
    found: Counter[str] = Counter()
    for text, weight in zip((one.call, one.says, one.rest[:3000]), WEIGHTS, strict=True):
        for word in set(_stems(text)):
            found[word] += weight
    return found


def _stems(text: str) -> Iterable[str]:
    return (_stem(word) for word in _WORD.findall(text.lower()) if word not in _IDLE)


def _stem(word: str) -> str:
    """A word without its ending, so that *pays*, *paid* and *paying* are one: enough for a few hundred short texts.

    >>> _stem("duties"), _stem("pays"), _stem("rounds")
    ('duty', 'pay', 'round')
    """
    if word == "paid":
        return "pay"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return word[: -len(ending)]
    return word

"""Runs the examples of a documentation page as its reader would: block by block, in the order of the page.

A ``console`` block holds commands after ``$ `` with lines they print; a ``python`` block with ``>>>`` is a doctest, and all of a page share their
names; a block under a line that ends in a path marked as code and a colon is that file, written before what follows runs.
"""

from __future__ import annotations

import doctest
import re
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_BLOCK = re.compile(r"(?m)(?:`(?P<path>[^`\n]+)`:\n\n?)?^```(?P<language>\w+)\n(?P<body>(?s:.*?))^```$")

#: Commands that a page may show and that are not run here; each with what is checked of it instead.
NOT_RUN = ("git", "cd", "make")


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, what stands in it, the line of the page it starts on, and the file it is, if it is one."""

    language: str
    body: str
    line: int
    path: str


@dataclass(frozen=True)
class Command:
    """A command as it is shown, and the lines shown below it."""

    words: str
    shown: tuple[str, ...]


def blocks(text: str) -> Iterator[Block]:
    """The fenced blocks of a page."""
    for found in _BLOCK.finditer(text):
        line = text.count("\n", 0, found.start("language")) + 1
        yield Block(found["language"], found["body"], line, found["path"] or "")


def commands(block: Block) -> Iterator[Command]:
    """The commands of a console block; one that ends in a backslash goes on in the next line."""
    for part in re.split(r"(?m)^\$ ", block.body.replace("\\\n", " "))[1:]:
        words, *shown = part.rstrip("\n").splitlines()
        yield Command(words.partition(" #")[0], tuple(shown))


def run_command(one: Command, run: Callable[..., Any]) -> None:
    """Run a command in this process: the lines shown are printed by it, in that order.

    A line of dots stands for any number of lines, dots in a line for any words; how much white space there is does not count.
    """
    name, *words = shlex.split(one.words)
    if name in NOT_RUN:
        return
    assert name == "tradebrief", f"{one.words}: only tradebrief is run in examples"
    assert words[:1] != ["accept"] or all(Path(word).is_file() for word in words[1:] or ["no file"]), (
        f"{one.words} would write into the project"
    )
    result = run(*words)
    printed = [_single(line) for line in (result.out + result.err).splitlines()]
    assert one.shown or result.code == 0, f"{one.words} fails:\n" + "\n".join(printed[:20])
    at = 0
    for line in filter(lambda line: line.strip() != "…", one.shown):
        wanted = _pattern(line)
        place = next((number for number in range(at, len(printed)) if wanted.fullmatch(printed[number])), None)
        assert place is not None, f"{line!r} is not printed by {one.words}:\n" + "\n".join(printed[:60])
        at = place + 1


def _single(line: str) -> str:
    return " ".join(line.split())


def _pattern(line: str) -> re.Pattern[str]:
    return re.compile(".*".join(re.escape(part) for part in _single(line).split("…")))


def run_python(block: Block, names: dict[str, Any], page: str) -> int:
    """Run a doctest block with the names of the blocks before it; how many examples there were."""
    test = doctest.DocTestParser().get_doctest(block.body, names, page, page, block.line)
    out: list[str] = []
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    results = doctest.DocTestRunner(optionflags=flags).run(test, out=out.append, clear_globs=False)
    names.update(test.globs)
    assert results.failed == 0, "".join(out)
    return results.attempted


def run_page(text: str, page: str, run: Callable[..., Any], place: Path) -> int:
    """Run every example of a page in a folder of its own; how many there were."""
    count, names = 0, {"__name__": page}
    for block in blocks(text):
        if block.path:
            target = place / block.path
            assert target.resolve().is_relative_to(place.resolve()), f"{block.path} leads out of the place of examples"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.body, encoding="utf-8")
        elif block.language == "console":
            for one in commands(block):
                run_command(one, run)
                count += 1
        elif block.language == "python":
            count += run_python(block, names, page)
    return count

"""Readers of files that strangers make: whatever is in one, it is read or refused in one form, never with a traceback.

``fuzz/READER`` holds what each starts from, files that once broke it among them; hypothesis damages them further. ``FUZZ=100`` looks a hundred
times as long. What is found is put there as a file, so that it is looked at again before anything else.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import HERE, ROOT, TOYLAND
from test_bad_seeds import GRAMMAR
from test_hts import as_csv, export
from tradebrief.analysis.exposure.lines import read_lines
from tradebrief.errors import TradebriefError
from tradebrief.facts.anchoring import anchor_problems
from tradebrief.law.hts.build import read_schedule
from tradebrief.records.strict_yaml import NotPlainError, line_of, plain
from tradebrief.render.grid import read_grid
from tradebrief.texts import html, mail
from tradebrief.texts.encoding import decoded
from tradebrief.trade.sources.read import read_trade
from tradebrief.workbook.loader import check, read

KEPT = HERE / "fuzz"
TIMES = int(os.environ.get("FUZZ", "1"))


def _yaml(data: bytes, path: Path) -> None:
    path.write_bytes(data)
    line_of(path, ("facts", 1, "key"))
    with suppress(NotPlainError):
        plain(data.decode("utf-8", "replace"))


def _seed(data: bytes, path: Path) -> None:
    """A file of a whole folder of seeds: the first line names which, the rest is what stands in it."""
    whole = path.parent / "toyland"
    if not whole.exists():
        shutil.copytree(TOYLAND, whole)
        (whole / "benchmarks").mkdir()
        for name in ("gdp-estimates.csv", "gdp-estimates.yaml"):
            shutil.copy(ROOT / "seeds" / "benchmarks" / name, whole / "benchmarks")
    head, _, rest = data.partition(b"\n")
    names = {path.relative_to(whole).as_posix(): path for path in whole.rglob("*.*")}
    place = names.get(head.decode("ascii", "replace"), whole / "benchmarks" / "gdp-estimates.csv")
    before = place.read_bytes()
    place.write_bytes(rest)
    try:
        book, problems = read(whole)
        told = [*problems, *check(book)]
    finally:
        place.write_bytes(before)
    assert all(GRAMMAR.match(str(one)) and "\n" not in str(one) for one in told), told


def _file(read: Callable[[Path], object]) -> Callable[[bytes, Path], None]:
    def reader(data: bytes, path: Path) -> None:
        path.write_bytes(data)
        read(path)

    return reader


#: What each reader is: how it is called, and the ending its files have.
READERS: dict[str, tuple[Callable[[bytes, Path], object], str, int]] = {
    "yaml": (_yaml, ".yaml", 300),
    "seeds": (_seed, ".txt", 40),
    "anchors": (lambda data, path: anchor_problems(path.name, data.decode("utf-8", "replace")), ".csv", 200),
    "grid": (_file(read_grid), ".csv", 150),
    "hts": (_file(read_schedule), ".csv", 40),
    "trade": (_file(read_trade), ".csv", 100),
    "lines": (_file(read_lines), ".csv", 60),
    "html": (lambda data, path: html.read(data, path.name), ".html", 100),
    "mail": (lambda data, path: mail.read(data, path.name), ".eml", 60),
    "text": (lambda data, path: decoded(data, path.name), ".txt", 200),
}


def starts(reader: str) -> list[bytes]:
    """The corpus of a reader: its own files, and those of the project it reads."""
    found = [path.read_bytes() for path in sorted((KEPT / reader).glob("*"))]
    own = {
        "yaml": sorted(TOYLAND.rglob("*.yaml")),
        "anchors": sorted(TOYLAND.rglob("*.anchors.csv")),
        "text": sorted((HERE / "toyland_texts").iterdir()),
    }.get(reader, [])
    found += [path.read_bytes() for path in own]
    if reader == "seeds":
        found += [f"{path.relative_to(TOYLAND).as_posix()}\n".encode() + path.read_bytes() for path in sorted(TOYLAND.rglob("*.*"))]
        found.append(b"benchmarks/gdp-estimates.csv\n" + (ROOT / "seeds" / "benchmarks" / "gdp-estimates.csv").read_bytes())
    if reader == "hts":
        found.append(as_csv(export()).encode())
    if reader == "lines":
        found += starts("trade")
    return found


def ask(reader: str, data: bytes, folder: Path) -> None:
    """Read what may be anything; a refusal is of the errors' form."""
    read, ending, _ = READERS[reader]
    try:
        read(data, folder / f"a{ending}")
    except TradebriefError as refused:
        told = [str(one) for one in refused.problems]
        assert [one for one in told if not GRAMMAR.match(one)] == []


@st.composite
def damaged(draw: st.DrawFn, corpus: list[bytes]) -> bytes:
    """A file of the corpus after a few changes: bytes put in, taken out or overwritten, lines moved, another file's part put in."""
    data = draw(st.sampled_from(corpus))
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(data)))
        much = draw(st.integers(0, 40))
        kind = draw(st.sampled_from(["put in", "overwrite", "cut", "take out", "repeat", "splice", "odd"]))
        junk = draw(st.one_of(st.binary(max_size=8), st.text(max_size=8).map(lambda text: text.encode("utf-8", "surrogatepass"))))
        if kind == "put in":
            data = data[:at] + junk + data[at:]
        elif kind == "overwrite":
            data = data[:at] + junk + data[at + len(junk) :]
        elif kind == "cut":
            data = data[:at]
        elif kind == "take out":
            data = data[:at] + data[at + much :]
        elif kind == "repeat":
            data = data[:at] + data[at : at + much] * draw(st.sampled_from([2, 3, 50])) + data[at + much :]
        elif kind == "splice":
            other = draw(st.sampled_from(corpus))
            data = data[:at] + other[draw(st.integers(0, len(other))) :]
        else:
            data = data[:at] + draw(st.sampled_from(ODD)) + data[at:]
    return data


#: What readers trip over more often than chance would find.
ODD = (
    b'"', b"'", b",", b"\0", b"\r", b"\n\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\x85", b"\xe2\x80\xa8", b": ", b"- ", b"&a ", b"*a", b"!!x ", b"1e999",
    b"NaN", b"-0", b"9" * 400, b"9" * 140_000, b"0x10", b"\xd9\xa3", b"=1+1", b"<!--", b"<![CDATA[", b"</", b"&#x110000;", b"&#1;",
    b"From: a: b;\n", b"<table>" * 50, b"[" * 60, b"2025-02-30", b"%",
)  # fmt: skip


@pytest.mark.filterwarnings("ignore::tradebrief.analysis.exposure.lines.TradeWarning")
@pytest.mark.parametrize("reader", READERS)
def test_what_once_broke_a_reader_is_read_or_refused(reader, tmp_path):
    """The corpus as it is kept."""
    for data in starts(reader):
        ask(reader, data, tmp_path)


@pytest.mark.filterwarnings("ignore::tradebrief.analysis.exposure.lines.TradeWarning")
@pytest.mark.parametrize("reader", READERS)
def test_damaged_files_are_read_or_refused(reader, tmp_path):
    """The corpus with bytes and lines put in, taken out, repeated and put together."""
    corpus = starts(reader)

    @settings(max_examples=READERS[reader][2] * TIMES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    @given(damaged(corpus))
    def looked_at(data: bytes) -> None:
        ask(reader, data, tmp_path)

    looked_at()

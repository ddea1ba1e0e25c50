"""A warm start gives what a cold one gives: whatever happened to what was kept, and nothing is taken from where others can write."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tradebrief as tb
from conftest import TOYLAND
from tradebrief.errors import SeedError
from tradebrief.records import kept
from tradebrief.records.kept import _folder as the_users  # the session's tests have another in its place
from tradebrief.workbook import reader


@pytest.fixture()
def place(tmp_path, monkeypatch) -> Path:
    """A folder of the user's for what is kept, empty."""
    folder = tmp_path / "cache"
    folder.mkdir(mode=0o700)
    monkeypatch.setattr(kept, "_folder", lambda: folder)
    return folder


@pytest.fixture()
def parsed(monkeypatch) -> list[str]:
    """The texts that are read as YAML while the test runs."""
    texts: list[str] = []
    plain = reader.plain
    monkeypatch.setattr(reader, "plain", lambda text: texts.append(text) or plain(text))
    return texts


def said(folder: Path) -> str:
    """A workbook as far as anything asks it: its records, and what is made of them. Its hash, since a difference is long."""
    book = tb.load(folder)
    held = {one.name: getattr(book, one.name) for one in fields(book) if one.name not in {"figures", "anchors"}}
    tables = {name: (one.about, one.rows) for name, one in book.figures.items()}
    made = [one.to_dict() for one in (*book.evidence(), *book.readings())]
    whole = re.sub(r" at 0x[0-9a-f]+", "", repr((held, tables, dict(book.anchors), made)))
    return hashlib.sha256(whole.encode()).hexdigest()


@pytest.fixture(scope="module")
def cold() -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept, "_folder", lambda: None)
        return said(TOYLAND)


def test_a_warm_start_gives_the_same_and_parses_nothing(place, parsed, cold):
    """The second of two loads reads no YAML."""
    assert said(TOYLAND) == cold
    assert parsed
    parsed.clear()
    assert said(TOYLAND) == cold
    assert parsed == []


def test_records_from_before_are_equal_and_share_what_was_given(place, parsed):
    """Fields, the fields that were given, and hashes are those of records read anew."""
    first, second = tb.load(TOYLAND), tb.load(TOYLAND)
    assert parsed
    for name, one in first.articles.items():
        other = second.articles[name]
        assert one == other
        assert [fact.model_fields_set for fact in one.facts] == [fact.model_fields_set for fact in other.facts]


def test_one_changed_file_costs_its_own_parsing(place, parsed, toyland):
    """Whenever it was changed: the content counts and not the time."""
    tb.load(toyland)
    path = sorted((toyland / "articles").glob("*.yaml"))[0]
    stamp = path.stat()
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("says: ", "says: It is said that ", 1), encoding="utf-8")
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    parsed.clear()
    book = tb.load(toyland)
    assert parsed == [path.read_text(encoding="utf-8")]
    assert book.articles[path.stem].facts[0].says.startswith("It is said that ")
    path.write_text(text, encoding="utf-8")
    parsed.clear()
    back = tb.load(toyland)
    assert parsed == []  # what is put back is known again
    assert back.articles == tb.load(TOYLAND).articles


def test_broken_seeds_are_told_each_time(place, edit, toyland):
    """What is wrong is never kept, neither a file that cannot be read nor a rule that files break together."""
    edit("articles/2031-03-03-gazette-second-round.yaml", "origin: ", "origin: not-")
    for _ in range(2):
        with pytest.raises(SeedError) as told:
            tb.load(toyland)
        assert "not-" in str(told.value)


@given(data=st.data())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damage_is_read_anew(data, place, cold):
    """Bytes changed, cut off or added anywhere: the answers stay."""
    tb.load(TOYLAND)
    (path,) = place.iterdir()
    whole = path.read_bytes()
    at = data.draw(st.one_of(st.integers(0, 60), st.integers(0, len(whole) - 1)))
    kind = data.draw(st.sampled_from(["flip", "cut", "add", "zeros"]))
    bad = {
        "flip": whole[:at] + bytes([whole[at] ^ 0x41]) + whole[at + 1 :],
        "cut": whole[:at],
        "add": whole[:at] + b"more" + whole[at:],
        "zeros": whole[:at] + bytes(len(whole) - at),
    }
    path.write_bytes(bad[kind])
    assert said(TOYLAND) == cold


def test_other_versions_look_elsewhere(place, parsed, monkeypatch):
    """Another version of the code reads anew, and the first finds its own again."""
    tb.load(TOYLAND)
    with monkeypatch.context() as patch:
        patch.setattr(kept, "_version", lambda: "another")
        parsed.clear()
        tb.load(TOYLAND)
        assert parsed
    parsed.clear()
    tb.load(TOYLAND)
    assert not parsed


def folder_with(tmp_path: Path, monkeypatch, mode: int, *, above: int = 0o755) -> Path | None:
    """The folder that is used when the user's cache folder has a mode, and the one above it another."""
    home = tmp_path / "home"
    (home / "cache" / "tradebrief" / "seeds").mkdir(parents=True)
    (home / "cache").chmod(mode)
    home.chmod(above)
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    return the_users()


@pytest.mark.skipif(sys.platform != "linux", reason="the cache folder is named by XDG_CACHE_HOME on Linux")
@pytest.mark.parametrize(
    ("mode", "above", "used"),
    [(0o700, 0o755, True), (0o755, 0o755, True), (0o777, 0o755, False), (0o700, 0o777, False), (0o770, 0o755, False)],
)
def test_nothing_is_read_from_where_others_can_write(tmp_path, monkeypatch, mode, above, used):
    """Neither from a folder that is open to others nor from one that they could put another in place of."""
    assert (folder_with(tmp_path, monkeypatch, mode, above=above) is not None) == used


def test_without_a_folder_nothing_is_kept(tmp_path, monkeypatch, cold):
    """A file stands where the folder should be, or what is written does not fit."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr(kept, "_folder", the_users)
    assert kept._folder() is None
    assert said(TOYLAND) == cold

    def full(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(kept, "_folder", lambda: tmp_path)
    monkeypatch.setattr(kept, "write_whole", full)
    assert said(TOYLAND) == cold
    assert said(TOYLAND) == cold


def test_two_processes_at_once_give_the_same(tmp_path):
    """Both write, neither reads half of the other's."""
    seen = "import sys, hashlib, tradebrief as tb; print(hashlib.sha256(repr([one.to_dict() for one in tb.load(sys.argv[1]).evidence()]).encode()).hexdigest())"
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path), "PYTHONHASHSEED": "0"}
    for _ in range(2):
        both = [subprocess.Popen([sys.executable, "-c", seen, str(TOYLAND)], env=environment, stdout=subprocess.PIPE) for _ in range(3)]
        assert len({one.communicate()[0] for one in both}) == 1
        assert {one.returncode for one in both} == {0}
    assert len(list((tmp_path / "tradebrief" / "seeds").iterdir())) == 1


def test_what_takes_too_much_room_goes_oldest_first(place, monkeypatch, tmp_path):
    """The file just written stays."""
    for n in range(3):
        (place / f"old-{n}").write_bytes(bytes(1000))
        os.utime(place / f"old-{n}", (n, n))
    (place / "new").write_bytes(bytes(1000))
    monkeypatch.setattr(kept, "MOST", 2500)
    kept._make_room(place)
    assert sorted(path.name for path in place.iterdir()) == ["new", "old-2"]

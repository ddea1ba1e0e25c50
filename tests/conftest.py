"""What tests share: a country in miniature to break at will, and the pages where they can be had."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

HERE = Path(__file__).parent
ROOT = HERE.parent
TOYLAND = HERE / "toyland"
TOY_TEXTS = HERE / "toyland_texts"
PAGES = ROOT.parent / "shared" / "seeds"
DATA = ROOT.parent / "shared" / "data"

needs_pages = pytest.mark.skipif(not PAGES.is_dir(), reason=f"the source pages are not in {PAGES}")
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason=f"the public statistics are not in {DATA}")


@pytest.fixture()
def toyland(tmp_path: Path) -> Path:
    """A copy of toyland's seeds that a test may break."""
    return Path(shutil.copytree(TOYLAND, tmp_path / "toyland"))


@pytest.fixture()
def edit(toyland: Path) -> Callable[[str, str, str], Path]:
    """Replaces text in one file of the copy; the text must be there."""

    def change(file: str, old: str, new: str) -> Path:
        path = toyland / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return path

    return change


class Outcome:
    """What a command printed and returned."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture()
def run() -> Callable[..., Outcome]:
    """Runs ``tradebrief`` in this process with the door's own handling of what is refused."""
    from tradebrief.__main__ import cli
    from tradebrief.errors import TradebriefError

    def command(*words: object) -> Outcome:
        result = CliRunner().invoke(cli, [str(word) for word in words], catch_exceptions=True)
        if isinstance(result.exception, TradebriefError):
            return Outcome(1, result.stdout, "\n".join(map(str, result.exception.problems)))
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Outcome(result.exit_code, result.stdout, result.stderr)

    return command

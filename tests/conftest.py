"""What tests share: a country in miniature to break at will, and the pages where they can be had."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import settings

from browser import launched
from tradebrief.law.hts import descriptions
from tradebrief.records import kept
from tradebrief.render.grid import jobs_of
from tradebrief.render.sweep import sweep

settings.register_profile("untimed", deadline=None)  # a busy machine makes no test fail
settings.load_profile("untimed")

HERE = Path(__file__).parent
ROOT = HERE.parent
TOYLAND = HERE / "toyland"
TOY_TEXTS = HERE / "toyland_texts"
PAGES = ROOT.parent / "shared" / "seeds"
DATA = ROOT.parent / "shared" / "data"

needs_pages = pytest.mark.skipif(not PAGES.is_dir(), reason=f"the source pages are not in {PAGES}")
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason=f"the public statistics are not in {DATA}")


@pytest.fixture(scope="session", autouse=True)
def _cache_of_the_session(tmp_path_factory) -> Iterator[None]:
    """What is read of seeds is kept in a folder of the session and not in the user's; nothing of the user's own data is read."""
    folder = tmp_path_factory.mktemp("kept")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept, "_folder", lambda: folder)
        patch.setattr(descriptions, "kept_file", lambda: folder / "descriptions" / "hts.json.gz")
        yield


@dataclass(frozen=True)
class Made:
    """A report of the shared sweep: its recipe, its notebook and its page."""

    recipe: str
    notebook: str
    page: Path


@pytest.fixture(scope="module")
def browser() -> Iterator:
    """Chromium for the tests of a module."""
    with launched() as chromium:
        yield chromium


@pytest.fixture(scope="session")
def reports(tmp_path_factory) -> dict[str, Made]:
    """Every recipe of ``reports/`` made once a test session, one briefing also as PDF where that can be drawn: all tests of pages read these.

    Workers of one session share the folder; the second finds what the first has made.
    """
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "reports-of-the-session"
    folder.mkdir(exist_ok=True)
    recipes = sorted((ROOT / "reports").glob("*.yaml"))
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        jobs = [
            job
            for path in recipes
            for job in jobs_of(
                [str(path)],
                [{}],
                out=folder,
                seeds=None,
                formats=("html", "pdf") if path.stem == "briefing_latest" and can_print() else ("html",),
            )
        ]
        done = sweep(jobs, workers=2, told=lambda outcome: None)
    assert {one.job.name: one.report.error for one in done if one.report.status != "done"} == {}
    return {one.job.name: Made(one.job.name, one.job.notebook.stem, Path(str(one.report.html))) for one in done}


def can_print() -> bool:
    """Whether the libraries that PDF is drawn with are on this machine."""
    try:
        import weasyprint  # noqa: F401
    except OSError:
        return False
    return True


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

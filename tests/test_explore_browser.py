"""The explorer in a real JupyterLab and a real Voilà: each control by keyboard and mouse, each file, restarts, tabs, and a page that asks this machine only.

Pictures are kept with the test's own files and, where TRADEBRIEF_ARTEFACTS names a folder, there.
"""

import csv
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

import tradebrief as tb
from conftest import ROOT

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium to explore with")

HOSTS = ("lab", "voila")


@dataclass
class Server:
    """A server of the notebook on this machine: where it is, and the folder it works in."""

    host: str
    address: str
    folder: Path

    def awaited(self) -> None:
        """Until it listens."""
        where = urlsplit(self.address)
        for _ in range(240):
            with socket.socket() as knock:
                if knock.connect_ex((where.hostname, where.port)) == 0:
                    return
            time.sleep(0.25)
        pytest.fail(f"{self.host} does not listen at {self.address}")

    @property
    def exports(self) -> Path:
        return self.folder / "exports"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def recipe_of(*words: str) -> str:
    """What make would run, also where make itself runs the tests and would tell of the folder it enters."""
    outside = {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MFLAGS", "MAKELEVEL"}}
    asked = ["make", "--no-print-directory", "-n", "-o", ".venv/.ready", *words]
    return subprocess.run(asked, cwd=ROOT, env=outside, capture_output=True, text=True, check=True).stdout


@contextmanager
def served(host: str, folder: Path, *, theme: str = "light") -> Iterator[Server]:
    """A JupyterLab, or what ``make app`` starts, on a copy of the notebook."""
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "notebooks" / "explore.ipynb", folder)
    settings = folder / ".jupyter/lab/user-settings/@jupyterlab/apputils-extension/notification.jupyterlab-settings"
    settings.parent.mkdir(parents=True)
    settings.write_text('{"fetchNews": "false", "checkForUpdates": false}')
    port = free_port()
    surroundings = {**os.environ, "HOME": str(folder), "PYTHONPATH": str(ROOT / "lib"), "JUPYTER_CONFIG_DIR": str(folder / ".jupyter")}
    if host == "lab":
        words = [
            sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}", "--IdentityProvider.token=toyland",
            f"--ServerApp.root_dir={folder}", "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
        ]  # fmt: skip
        address = f"http://127.0.0.1:{port}/lab/tree/explore.ipynb?token=toyland&reset"
    else:
        path, *rest = shlex.split(recipe_of("app", f"THEME={theme}"))
        surroundings["JUPYTER_PATH"] = str(ROOT / path.partition("=")[2])
        flags = [word for word in rest[1:] if word.startswith("--")]
        words = [sys.executable, "-m", "voila", "explore.ipynb", "--no-browser", f"--port={port}", *flags]
        address = f"http://127.0.0.1:{port}/"
    server = subprocess.Popen(words, env=surroundings, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield Server(host, address, folder)
    finally:
        server.terminate()
        server.wait(timeout=30)


@pytest.fixture(scope="module", params=HOSTS)
def server(request, tmp_path_factory) -> Iterator[Server]:
    with served(request.param, tmp_path_factory.mktemp(request.param) / "work") as made:
        yield made


@pytest.fixture(scope="module")
def lab(tmp_path_factory) -> Iterator[Server]:
    with served("lab", tmp_path_factory.mktemp("lab_alone") / "work") as made:
        yield made


@pytest.fixture(scope="module")
def voila(tmp_path_factory) -> Iterator[Server]:
    with served("voila", tmp_path_factory.mktemp("voila_alone") / "work") as made:
        yield made


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as made:
        one = made.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-quic", "--disable-background-networking"])
        yield one
        one.close()


@dataclass
class Screen:
    """One page with the explorer on it."""

    page: Any
    host: str
    asked: list[str] = field(default_factory=list)

    def slider(self, label: str) -> Any:
        return self.page.get_by_role("slider", name=label, exact=True)

    def field(self, label: str) -> Any:
        return self.page.get_by_label(label, exact=True)

    def pane(self) -> Any:
        return self.page.locator(".tb-pane:visible").first

    def picture(self) -> str:
        return self.pane().locator(".tb-figure").inner_html()

    def words(self) -> str:
        return self.pane().locator(".tb-told").inner_text()

    def turn(self, view: str) -> None:
        self.page.get_by_role("tab", name=view, exact=True).click()
        self.settled()

    def settled(self) -> None:
        """Until the view on show has its figure (or says why not), its foot says what the lines above it say, and they say the slider's day."""
        self.page.wait_for_function(
            """() => {
              const pane = [...document.querySelectorAll('.tb-pane')].find(one => one.offsetParent);
              if (!pane) return false;
              if (pane.querySelector('.tb-wrong')) return true;
              const asked = pane.querySelector('.tb-asked'), svg = pane.querySelector('.tb-figure svg');
              const bare = text => text.replace(/\\s+/g, ''), day = text => Date.parse(text.match(/\\d+ [A-Z][a-z]+ \\d{4}/));
              const slider = document.querySelector('[role=slider][aria-label="As of (day)"]');
              if (asked && slider && day(asked.textContent.split('as of')[1]) !== day(slider.getAttribute('aria-valuetext'))) return false;
              return asked && svg && bare(svg.textContent).includes(bare(asked.textContent));
            }""",
            timeout=60_000,
        )

    def says(self, text: str) -> None:
        """Until the words of the view on show hold a text, and the figure has followed."""
        from playwright.sync_api import expect

        expect(self.pane().locator(".tb-told")).to_contain_text(text, timeout=30_000)
        self.settled()

    def well(self) -> None:
        """No traceback anywhere, and nothing was asked of any other machine."""
        assert "Traceback" not in self.page.content()
        assert [one for one in self.asked if not re.match(r"(https?|wss?)://127\.0\.0\.1[:/]|data:|blob:|about:", one)] == []


def opened(browser: Any, server: Server, *, width: int = 1400, height: int = 1000, query: str = "", **context: Any) -> Screen:
    """The explorer in a page of its own, with all cells run and the first view drawn."""
    page = browser.new_context(viewport={"width": width, "height": height}, **context).new_page()
    screen = Screen(page, server.host)
    page.on("request", lambda request: screen.asked.append(request.url))
    page.on("websocket", lambda socket: screen.asked.append(socket.url))
    server.awaited()
    page.goto(server.address + query, timeout=90_000)
    if server.host == "lab":
        run_all(page)
    page.wait_for_selector(".tb-figure svg", timeout=120_000)
    screen.settled()
    screen.slider("As of (day)").wait_for(timeout=10_000)
    return screen


def run_all(page: Any) -> None:
    page.wait_for_selector(".jp-Notebook", timeout=90_000)
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=90_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()


def kept(page: Any, tmp_path: Path, name: str) -> None:
    """A picture of the page, with the test's files and where the pictures are wanted."""
    path = tmp_path / f"{name}.png"
    page.screenshot(path=path)
    if os.environ.get("TRADEBRIEF_ARTEFACTS"):
        target = Path(os.environ["TRADEBRIEF_ARTEFACTS"])
        target.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)


def test_each_control_moves_what_it_names(browser, server, tmp_path):
    """By keyboard and by mouse: the words, the table or the figure change, and every slider tells a screen reader its value."""
    screen = opened(browser, server)
    seen = [screen.picture()]

    def changed(said: str) -> None:
        screen.says(said)
        assert screen.picture() != seen[-1], said
        seen.append(screen.picture())

    screen.slider("As of (day)").press("ArrowRight")
    changed("as of 15 June 2025")
    assert screen.slider("As of (day)").get_attribute("aria-valuetext") == "15 Jun 2025"
    screen.field("As of, typed").fill("2025-09-20")
    changed("as of 20 September 2025")
    screen.slider("Known by (day)").press("ArrowLeft")
    changed("known by 31 October 2026")
    screen.field("Known by, typed").fill("2025-06-14")
    changed("known by 14 June 2025")
    box = screen.slider("As of (day)").bounding_box()
    screen.page.mouse.move(box["x"] + 5, box["y"] + 5)
    screen.page.mouse.down()
    for step in range(12):
        screen.page.mouse.move(box["x"] + 5 - 8 * step, box["y"] + 5)
    screen.page.mouse.up()
    screen.page.wait_for_function("() => !document.querySelector('.tb-asked').textContent.includes('20 September 2025')", timeout=20_000)
    screen.settled()
    seen.append(screen.picture())
    screen.field("As of, typed").fill("2025-09-20")
    changed("as of 20 September 2025")
    screen.field("Scenarios").focus()
    screen.page.keyboard.press("End")
    changed("scenario: A tariff quota for Japanese cars")
    screen.field("Scenarios").select_option(["Japanese cars and parts exempt from the car tariff (from 3 Apr 2025)"])
    changed("scenario: Japanese cars and parts exempt from the car tariff")
    screen.field("Product group").focus()
    screen.page.keyboard.press("ArrowDown")
    screen.page.keyboard.press("ArrowDown")
    changed("Cars and light trucks from Japan")
    screen.field("Convention").select_option(label="Tax Policy Center")
    changed("rates: Tax Policy Center")
    screen.turn("Who bears it")
    seen.append(screen.picture())
    screen.slider("Pass-through, %").press("ArrowRight")
    screen.slider("Pass-through, %").press("PageUp")
    changed("pass-through 25%")
    screen.slider("Elasticity (% per %)").press("End")
    changed("elasticity 10")
    tab = screen.page.get_by_role("tab", name="Who bears it", exact=True)
    tab.focus()
    screen.page.keyboard.press("ArrowRight")
    screen.page.keyboard.press("Enter")
    screen.says("rounds")
    seen.append(screen.picture())
    screen.field("Negotiation").select_option(label=tb.load().talks["us-china-2025"].title)
    changed(tb.load().talks["us-china-2025"].title)
    screen.turn("Next round")
    screen.page.get_by_role("button", name="Back to the start").press("Enter")
    changed("is likely: 78%")
    screen.well()
    kept(screen.page, tmp_path, f"{server.host}_moved")
    screen.page.context.close()


def test_a_control_moved_while_computing_leaves_no_old_view(browser, server):
    """A burst of keys is faster than any figure; what stands in the end answers the last."""
    screen = opened(browser, server)
    handle = screen.slider("As of (day)")
    handle.focus()
    for _ in range(25):
        screen.page.keyboard.press("ArrowRight")
    screen.says("as of 9 July 2025")
    screen.page.wait_for_timeout(1500)
    assert "asof9July2025" in re.sub(r"\s", "", screen.picture())
    assert "as of 9 July 2025" in screen.words()
    assert handle.get_attribute("aria-valuetext") == "9 Jul 2025"
    assert "as_of=2025-07-09" in screen.page.locator(".tb-copy pre").first.inner_text()
    screen.well()
    screen.page.context.close()


def test_each_kind_of_file_is_saved_and_can_be_downloaded(browser, server):
    """Figures, table and recipe lie in the folder, with the same bytes in the reader's hand; messages stand where something is refused."""
    screen = opened(browser, server, accept_downloads=True, permissions=["clipboard-read", "clipboard-write"])
    screen.turn("Duty by measure")
    kinds = {"Save figure as SVG": "svg", "Save figure as PNG": "png", "Save table as CSV": "csv", "Save recipe": "yaml"}
    for label, kind in kinds.items():
        screen.page.get_by_role("button", name=label).click()
        link = screen.page.get_by_role("link", name=f"Download measures_2025-06-14.{kind}")
        link.wait_for(timeout=20_000)
        with screen.page.expect_download() as download:
            link.click()
        file = server.exports / f"measures_2025-06-14.{kind}"
        assert Path(download.value.path()).read_bytes() == file.read_bytes()
    assert (server.exports / "measures_2025-06-14.svg").read_text(encoding="utf-8").startswith("<svg")
    assert (server.exports / "measures_2025-06-14.png").read_bytes().startswith(b"\x89PNG")
    shown = screen.pane().locator("tbody tr").count()
    assert len(list(csv.reader((server.exports / "measures_2025-06-14.csv").open(encoding="utf-8")))) == shown + 1
    for way in ("command", "recipe"):
        screen.page.get_by_role("button", name=f"Copy the {way}").click()
        copied = screen.page.evaluate("() => navigator.clipboard.readText()")
        assert copied in [one.inner_text() for one in screen.page.locator(".tb-copy pre").all()]
    screen.field("Scenarios").select_option(
        ["The July 2025 deal (15% all-in) in effect in full at once (from 7 Aug 2025)", "Car tariff raised to 50% (from 12 Jun 2025)"]
    )
    screen.says("contradict each other")
    screen.page.get_by_role("button", name="Save figure as SVG").click()
    screen.page.locator(".tb-wrong", has_text="contradict each other").nth(1).wait_for(timeout=10_000)
    screen.well()
    screen.page.context.close()


def test_a_form_of_another_notebook_refuses_and_renders(browser, server):
    """A misspelt name says which was meant; the report is made while the controls stay usable, and can be downloaded."""
    from playwright.sync_api import expect

    screen = opened(browser, server)
    titles = screen.field("Notebook").locator("option").all_text_contents()
    screen.field("Notebook").select_option(label=next(one for one in titles if one.replace("\xa0", " ").endswith("– fact_book")))
    screen.field("article").wait_for(timeout=10_000)
    known = screen.field("known_by").last
    known.fill("2025-06-31")
    known.press("Enter")
    wrong = screen.page.locator(".tb-field .tb-wrong", has_text="is not a day (got 2025-06-31)")
    wrong.wait_for(timeout=10_000)
    known.fill("2025-05-15")
    known.press("Enter")
    wrong.wait_for(state="detached", timeout=10_000)
    screen.page.get_by_role("button", name="Render the report").click()
    screen.page.get_by_text("Rendering fact_book").wait_for(timeout=10_000)
    screen.slider("As of (day)").press("ArrowRight")
    screen.says("as of 15 June 2025")
    expect(screen.page.get_by_role("link", name="Download fact_book.html")).to_be_visible(timeout=90_000)
    assert "2025-05-15" in (server.exports / "fact_book.html").read_text(encoding="utf-8")
    screen.well()
    screen.page.context.close()


def test_a_restarted_kernel_gives_a_usable_page_again(browser, lab):
    """Controls of a kernel that is gone are replaced by running the cells anew."""
    screen = opened(browser, lab)
    screen.slider("As of (day)").press("ArrowRight")
    screen.says("as of 15 June 2025")
    screen.page.get_by_role("menuitem", name="Kernel", exact=True).click()
    screen.page.get_by_text("Restart Kernel and Run All Cells…", exact=True).click()
    screen.page.get_by_role("button", name="Confirm Kernel Restart").click()
    screen.says("as of 14 June 2025")
    screen.slider("As of (day)").press("ArrowLeft")
    screen.says("as of 13 June 2025")
    screen.well()
    screen.page.context.close()


def test_two_tabs_on_one_kernel_do_not_disturb_each_other(browser, lab):
    """Each tab that ran the cells has its own controls and shows what they say."""
    first = opened(browser, lab)
    second = opened(browser, lab)
    first.slider("As of (day)").press("ArrowRight")
    first.says("as of 15 June 2025")
    second.slider("As of (day)").press("ArrowLeft")
    second.says("as of 13 June 2025")
    first.slider("As of (day)").press("ArrowRight")
    first.says("as of 16 June 2025")
    assert "as of 13 June 2025" in second.words()
    for screen in (first, second):
        screen.well()
        screen.page.context.close()


def test_the_table_of_steps_is_whole_on_a_small_screen(browser, voila):
    """At 1280 pixels it stands beside its figure, and no column of it is cut."""
    screen = opened(browser, voila, width=1280, height=900)
    held, shown = screen.pane().locator(".tb-table .table").evaluate("one => [one.scrollWidth, one.clientWidth]")
    assert held <= shown
    screen.page.context.close()


def test_two_kernels_on_one_folder_keep_both_their_files(browser, voila):
    """The second page saves another view of the day under the next number, the same view not again."""
    first, second = opened(browser, voila), opened(browser, voila)
    second.field("Product group").select_option(label="Car parts")
    second.says("Car parts from Japan")
    for screen, said in ((first, "Written: "), (second, "Written: "), (first, "Stands already")):
        screen.page.get_by_role("button", name="Save table as CSV").click()
        screen.page.get_by_text(said).last.wait_for(timeout=20_000)
    assert sorted(path.name for path in voila.exports.glob("rates_*.csv")) == ["rates_2025-06-14-2.csv", "rates_2025-06-14.csv"]
    for screen in (first, second):
        screen.well()
        screen.page.context.close()


def barriers(page: Any) -> list[str]:
    """What axe finds wrong within the explorer's parts."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, context=".tradebrief-explore", options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}).response
    return [f"{one['id']}: {node['html'][:160]}" for one in found["violations"] for node in one["nodes"]]


@pytest.mark.parametrize(("theme", "query"), [("light", ""), ("dark", "?theme=dark")])
def test_the_page_has_no_barriers_in_any_view_light_or_dark_wide_or_narrow(browser, voila, tmp_path, theme, query):
    """Names, contrasts and roles as WCAG asks; nothing is wider than a phone but what scrolls by itself; the code is hidden."""
    for width, height in ((1400, 1000), (390, 844)):
        screen = opened(browser, voila, width=width, height=height, query=query)
        kept(screen.page, tmp_path, f"voila_{theme}_{width}")
        for number, view in enumerate(("Rate steps", "Duty by measure", "Scenarios", "Who bears it", "The talks", "Next round")):
            screen.turn(view)
            screen.pane().scroll_into_view_if_needed()
            kept(screen.page, tmp_path, f"voila_{theme}_{width}_{number}")
        assert barriers(screen.page) == []
        assert screen.page.evaluate("() => document.documentElement.scrollWidth") <= width + 1
        assert "tb.explorer(" not in screen.page.content()
        screen.well()
        screen.page.context.close()


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_jupyterlab_shows_it_in_both_themes(browser, lab, tmp_path, theme):
    """Pictures for the eye, and no barrier inside the explorer's parts."""
    screen = opened(browser, lab)
    if theme == "Dark":
        screen.page.get_by_role("menuitem", name="Settings", exact=True).click()
        screen.page.get_by_text("Theme", exact=True).hover()
        screen.page.get_by_role("menuitem", name="JupyterLab Dark", exact=True).click()
    screen.page.wait_for_selector(f"body[data-jp-theme-name='JupyterLab {theme}']", state="attached")
    for number, view in enumerate(("Rate steps", "Scenarios", "The talks")):
        screen.turn(view)
        kept(screen.page, tmp_path, f"lab_{theme.lower()}_{number}")
    assert barriers(screen.page) == []
    screen.well()
    screen.page.context.close()

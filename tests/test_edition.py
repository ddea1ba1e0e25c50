"""Editions: what changed since the last one, whole folders or none, an archive and a feed that follow, a mail that is sent once."""

import hashlib
import json
import re
import socketserver
import ssl
import subprocess
import sys
import threading
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path
from shutil import which
from xml.etree import ElementTree as ET

import pytest
from justhtml import JustHTML

import tradebrief as tb
from browser import needs_chromium, watched
from conftest import ROOT, TOYLAND
from tradebrief.analysis.since_last import corrections, known, took_effect
from tradebrief.compare.causes import Cause
from tradebrief.edition import make as making
from tradebrief.edition.changes import Days, changes
from tradebrief.edition.mail import addresses, send
from tradebrief.edition.make import EditionQuery, make
from tradebrief.edition.page import telling
from tradebrief.edition.record import MAIL, RECORD, editions
from tradebrief.errors import AskError

BOOK = tb.load()
ATOM = "{http://www.w3.org/2005/Atom}"


def day(text: str) -> Days:
    return Days(as_of=date.fromisoformat(text), known_by=date.fromisoformat(text))


def tree(folder: Path) -> dict[str, str]:
    """Every file of a folder by its path, with the hash of its bytes; not what is hidden."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and ".cache" not in path.parts)
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """Two editions as the command makes them, the second in both languages and all formats, with a mail."""
    from click.testing import CliRunner

    from tradebrief.__main__ import cli

    out = tmp_path_factory.mktemp("editions")
    for words in (
        ["--known-by", "2025-06-07"],
        ["--known-by", "2025-06-14", "--language", "en,ja", "--format", "pdf,docx,xlsx", "--email", "desk@example.org"],
    ):
        done = CliRunner().invoke(cli, ["edition", "--out", str(out), *words], catch_exceptions=False)
        assert done.exit_code == 0, done.output
    return out


@pytest.fixture()
def quick(monkeypatch):
    """Editions whose parts are two short pages a language: how they are kept is tested, not what they say."""

    def written(asked, found, book, language, stage):
        for part in ("briefing", "changes"):
            making.write_whole(
                stage / f"{part}_{asked.now.known_by}_{language}.html", f"<!DOCTYPE html><title>{part}</title><p>{found.last.known_by}"
            )
        return f"Bottom line: {asked.now.known_by}.", "Much changed."

    monkeypatch.setattr(making, "_written", written)


def ask(out: Path, known_by: str, **more) -> EditionQuery:
    return EditionQuery(**{"out": out, "now": day(known_by), "since": None, "languages": ["en"], "formats": ["html"], **more})


# --- what changed -----------------------------------------------------------------------


def test_a_duty_that_was_published_before_takes_effect_in_between():
    """Proclamation 10947, published on 3 June 2025, doubled the duty on steel on 4 June: known on the third, charged on the fifth."""
    rows = list(took_effect(BOOK, first=date(2025, 6, 3), last=date(2025, 6, 5), known_by=date(2025, 6, 5)))
    [steel] = [row for row in rows if row.id == "usa-232-steel"]
    assert (steel.before, steel.after, steel.day) == ("adds 25%", "adds 50%", date(2025, 6, 4))
    assert "Proc. 10947" in steel.cause
    assert list(took_effect(BOOK, first=date(2025, 6, 5), last=date(2025, 6, 5), known_by=date(2025, 6, 5))) == []


def test_what_is_told_as_published_is_not_told_as_taking_effect_too():
    found = changes(BOOK, day("2025-06-02"), day("2025-06-05"), None)
    assert "usa-232-steel" in {row.id for row in found.found.of("measure")}
    assert "usa-232-steel" not in {row.id for row in found.effective}


def test_numbers_that_moved_carry_the_acts_that_moved_them():
    """The average rises as the steel duty does, by the proclamation that doubled it."""
    found = {one.after.name: one for one in changes(BOOK, day("2025-06-03"), day("2025-06-05"), None).numbers if one.after}
    rate = found["average-tariff"]
    assert rate.before.number == pytest.approx(tb.exposure(BOOK, as_of="2025-06-03", known_by="2025-06-03").effective_rate)
    assert rate.after.number == pytest.approx(tb.exposure(BOOK, as_of="2025-06-05", known_by="2025-06-05").effective_rate)
    assert any("steel articles adds 25 → 50%" in cause.says for cause in rate.causes)
    assert "rounds" not in found  # none was held in these days


def test_causes_tell_acts_and_facts_first_and_no_fact_that_only_has_more_reports():
    place = Cause(kind="passage", after="code points 1 to 2")
    old, more = Cause(kind="fact", before="Third round: 23 May"), Cause(kind="fact", after="Third round: 23 May, and by 2 more")
    new, act, sums = (
        Cause(kind="fact", after="Sixth round: 13 June"),
        Cause(kind="act", after="Act 2"),
        Cause(kind="formula", after="1 + 1 = 2"),
    )
    assert telling([place, old, more, sums, new, act]) == [act, new, sums]
    assert telling([place]) == [place]


def test_what_was_recorded_late_is_told_though_its_day_is_past():
    """A text of 4 March that comes into the seeds after the edition of 5 March changes nothing between the days, and is not lost."""
    toy = tb.load(TOYLAND)
    now = known(toy, date(2031, 3, 5))
    without = {key: said for key, said in now.items() if "courier" not in key}
    late = list(corrections(without, now))
    assert late
    assert {(row.what, row.change) for row in late} == {("fact", "new")}
    assert all("2031-03-04-courier-second-round" in row.id for row in late)
    assert [row.change for row in corrections(now, {**now, late[0].what + " " + late[0].id: "otherwise"})] == ["changed"]
    assert list(corrections(now, now)) == []


# --- as the command makes it --------------------------------------------------------------


def test_an_edition_holds_both_parts_in_every_language_and_format(made):
    names = {path.name for path in (made / "2025-06-14").iterdir()}
    parts = {
        f"{part}_2025-06-14_{language}.{suffix}"
        for part in ("briefing", "changes")
        for language in ("en", "ja")
        for suffix in ("html", "pdf", "docx", "xlsx")
    }
    assert names == {*parts, RECORD, MAIL}
    assert {path.name for path in made.iterdir()} == {
        ".cache",
        "2025-06-07",
        "2025-06-14",
        "index.html",
        "index_ja.html",
        "feed.xml",
        "feed_ja.xml",
    }


def test_the_page_of_what_changed_says_it_in_both_languages(made):
    english, japanese = (
        (made / "2025-06-14" / f"changes_2025-06-14_{language}.html").read_text(encoding="utf-8") for language in ("en", "ja")
    )
    for words in (
        "What changed since 7 June 2025",
        "Sixth ministerial round",
        "chance of another round before 9 July 2025",
        "fact, newly known",
    ):
        assert words in english
    for words in ("2025年6月7日以降の変化", "閣僚級協議（第6回）", "次の協議が開かれる確率", "記述（新たに判明）"):
        assert words in japanese
    assert "<script" not in english
    assert re.findall(r'(?:src|href)="(?!#|data:)[^"]*"', english) == []


def test_numbers_of_the_page_lead_to_their_chains(made):
    page = (made / "2025-06-14" / "changes_2025-06-14_en.html").read_text(encoding="utf-8")
    links = set(re.findall(r'href="#([^"]+)"', page))
    assert any(link.startswith("why-") for link in links)
    assert links <= set(re.findall(r' id="([^"]+)"', page))


def test_the_same_edition_is_the_same_bytes(made, tmp_path, run):
    assert run("edition", "--out", tmp_path, "--known-by", "2025-06-07").code == 0
    assert tree(tmp_path / "2025-06-07") == tree(made / "2025-06-07")


def test_nothing_new_says_so_and_makes_nothing(made, run):
    before = tree(made)
    done = run("edition", "--out", made, "--known-by", "2025-06-14")
    assert (done.code, done.out) == (0, f"Nothing new since 2025-06-14: no edition made. {made / '2025-06-14'} stands.\n")
    found = run("edition", "--out", made, "--known-by", "2025-06-14", "--json").json
    assert (found["made"], found["files"], found["sent"]) == (False, [], [])
    assert tree(made) == before


def test_asking_again_from_a_given_day_makes_no_second_one(made, run):
    """The edition of 7 June tells changes from 8 May; to ask for just that finds it made."""
    before = tree(made)
    assert not run("edition", "--out", made, "--known-by", "2025-06-07", "--since", "2025-05-08", "--json").json["made"]
    assert tree(made) == before


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--language", "fr"], "--language: is not known (got fr)"),
        (["--format", "html,odt"], "--format: is not known (got odt)"),
        (["--known-by", "2025-06-14", "--since", "2025-07-01"], "--since: is after the day known by"),
        (["--since", "yesterday"], "--since: is not a day"),
        (["--smtp", "localhost:25"], "--smtp: is given, but nobody to send to"),
        (["--email", "a@example.org", "--smtp", "localhost"], "--smtp: is no server and port"),
        (["--email", "a@example.org", "--smtp", "localhost:99999"], "--smtp: is no server and port"),
    ],
)
def test_what_cannot_be_asked_is_one_error_and_no_edition(words, says, tmp_path, run):
    done = run("edition", "--out", tmp_path / "editions", *words)
    assert done.code == 1
    assert done.err.startswith(says)
    assert tree(tmp_path) == {}


def test_a_briefing_that_fails_leaves_no_edition(tmp_path, monkeypatch):
    from dataclasses import replace

    real = making.render
    monkeypatch.setattr(making, "render", lambda job: replace(real(job), status="failed", cell=3, error="boom"))
    with pytest.raises(AskError, match=r"briefing\.ipynb, cell 3: failed \(got boom\)"):
        make(ask(tmp_path, "2025-06-14"), BOOK)
    assert tree(tmp_path) == {}


# --- the archive and the feed ---------------------------------------------------------------


@pytest.mark.parametrize("name", ["index.html", "index_ja.html"])
def test_the_archive_is_valid_and_its_links_lead_to_files(made, name):
    page = (made / name).read_text(encoding="utf-8")
    JustHTML(page, strict=True)
    links = re.findall(r'href="([^"#]+)"', page)
    assert {link for link in links if not (made / link).is_file()} == set()
    assert sum(link.startswith("2025-06-14/") for link in links) == 8
    assert page.index("2025-06-14") < page.index("2025-06-07")


@pytest.mark.parametrize("name", ["feed.xml", "feed_ja.xml"])
def test_the_feed_holds_what_atom_asks_for(made, name):
    """RFC 4287: id, title and updated of the feed and each entry, an author, links of entries without content, times of RFC 3339, ids that are IRIs and differ."""
    feed = ET.parse(made / name).getroot()
    assert feed.tag == f"{ATOM}feed"
    for one in (feed, *feed.findall(f"{ATOM}entry")):
        assert all(len(one.findall(f"{ATOM}{part}")) == 1 and one.findtext(f"{ATOM}{part}") for part in ("id", "title", "updated"))
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", one.findtext(f"{ATOM}updated", ""))
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    ids = [one.text or "" for one in feed.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids)) == 3
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", one) for one in ids)
    entries = feed.findall(f"{ATOM}entry")
    assert [one.findtext(f"{ATOM}updated") for one in entries] == ["2025-06-14T00:00:00Z", "2025-06-07T00:00:00Z"]
    assert feed.findtext(f"{ATOM}updated") == "2025-06-14T00:00:00Z"
    for one in entries:
        alternates = [link.get("href", "") for link in one.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        assert len(alternates) == 1
        assert (made / alternates[0]).is_file()


def test_ids_stay_when_editions_are_added_and_wherever_the_folder_lies(quick, tmp_path):
    def ids(folder):
        return {one.findtext(f"{ATOM}title"): one.findtext(f"{ATOM}id") for one in ET.parse(folder / "feed.xml").iter(f"{ATOM}entry")}

    make(ask(tmp_path / "a", "2025-06-07"), BOOK)
    first = ids(tmp_path / "a")
    make(ask(tmp_path / "a", "2025-06-14"), BOOK)
    make(ask(tmp_path / "b", "2025-06-07"), BOOK)
    assert ids(tmp_path / "b") == first
    assert first.items() < ids(tmp_path / "a").items()


def test_what_a_record_says_is_escaped_and_cannot_leave_the_folder(quick, tmp_path):
    make(ask(tmp_path, "2025-06-07"), BOOK)
    record = tmp_path / "2025-06-07" / RECORD
    told = json.loads(record.read_text())
    told["headlines"]["en"] = 'x</summary><script>alert(1)</script>\x00\x1b & "y"'
    record.write_text(json.dumps(told))
    (tmp_path / "2025-06-01").symlink_to(tmp_path / "2025-06-07")
    make(ask(tmp_path, "2025-06-07"), BOOK)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert 'x</summary><script>alert(1)</script> & "y"' in ET.parse(tmp_path / "feed.xml").findtext(f"{ATOM}entry/{ATOM}summary", "")
    assert "2025-06-01" not in page


@pytest.mark.parametrize("text", ["", "{", "[]", '{"as_of": "2025-06-07"}', "[" * 100_000, '{"known_by": "2025-06-08"}'])
def test_a_record_that_cannot_be_read_is_one_error_and_nothing_is_made(quick, tmp_path, text):
    """Taken for missing, it would have changes told from another edition than the last."""
    make(ask(tmp_path, "2025-06-07"), BOOK)
    record = tmp_path / "2025-06-07" / RECORD
    record.write_text(json.dumps({**json.loads(record.read_text()), **json.loads(text)}) if "08" in text else text)
    before = tree(tmp_path)
    with pytest.raises(AskError, match=r"2025-06-07/edition\.json: is no record of this edition"):
        make(ask(tmp_path, "2025-06-14"), BOOK)
    assert tree(tmp_path) == before


# --- one after the other ----------------------------------------------------------------------


def test_each_edition_tells_changes_from_the_one_before(quick, tmp_path):
    for known_by in ("2025-05-15", "2025-06-07", "2025-06-14"):
        assert make(ask(tmp_path, known_by), BOOK).made
    assert [(one.name, str(one.since)) for one in editions(tmp_path)] == [
        ("2025-06-14", "2025-06-07"), ("2025-06-07", "2025-05-15"), ("2025-05-15", "2025-04-15"),
    ]  # fmt: skip


def test_an_edition_of_an_earlier_day_does_not_look_at_later_ones(quick, tmp_path):
    make(ask(tmp_path, "2025-06-14"), BOOK)
    assert make(ask(tmp_path, "2025-06-07"), BOOK).edition.since == date(2025, 5, 8)
    assert [one.name for one in editions(tmp_path)] == ["2025-06-14", "2025-06-07"]


def test_a_correction_makes_a_second_edition_of_the_day_and_leaves_the_first(quick, tmp_path):
    make(ask(tmp_path, "2025-06-14"), BOOK)
    record = tmp_path / "2025-06-14" / RECORD
    told = json.loads(record.read_text())
    gone = next(key for key in told["known"] if key.startswith("fact "))
    del told["known"][gone]  # as if that fact had been recorded after the edition
    record.write_text(json.dumps(told))
    before = tree(tmp_path / "2025-06-14")
    outcome = make(ask(tmp_path, "2025-06-14"), BOOK)
    assert (outcome.made, outcome.edition.name) == (True, "2025-06-14-2")
    assert tree(tmp_path / "2025-06-14") == before
    assert not make(ask(tmp_path, "2025-06-14"), BOOK).made
    feed = [one.findtext(f"{ATOM}updated") for one in ET.parse(tmp_path / "feed.xml").iter(f"{ATOM}entry")]
    assert feed == ["2025-06-14T00:00:01Z", "2025-06-14T00:00:00Z"]


def test_what_lies_under_the_name_of_an_edition_is_left_alone(quick, tmp_path):
    (tmp_path / "2025-06-14").mkdir()
    (tmp_path / "2025-06-14" / "mine.txt").write_text("mine")
    assert make(ask(tmp_path, "2025-06-14"), BOOK).edition.name == "2025-06-14-2"
    assert tree(tmp_path / "2025-06-14").keys() == {"mine.txt"}


# --- cut off, out of room, two at once --------------------------------------------------------

HARNESS = """
import errno, os, re, shutil, signal, sys, time
from pathlib import Path
sys.path[:0] = [{tests!r}]
import test_edition as t
from tradebrief.edition import make as making

how, out, to = {how!r}, Path({out!r}), t.addresses(["desk@example.org"])
book = t.tb.load(t.TOYLAND)
first, asked = t.ask(out, "2031-03-03", since=t.date(2031, 3, 1)), t.ask(out, "2031-03-05", languages=["en", "ja"], to=to, by=to[0])
at = steps = 0

def written(asked, found, book, language, stage):
    time.sleep(0.2 if how == "two" else 0)
    for part in ("briefing", "changes"):
        making.write_whole(stage / f"{{part}}_{{asked.now.known_by}}_{{language}}.html", f"<!DOCTYPE html><title>{{part}}</title>")
    return "Bottom line: none.", "Much changed."

def watch(event, given):
    global steps
    writes = event == "open" and isinstance(given[2], int) and given[2] & (os.O_WRONLY | os.O_RDWR)
    if at and (writes or event in ("os.rename", "os.mkdir", "os.rmdir", "os.remove", "os.chmod")) and str(given[0]).startswith(str(out)):
        steps += 1
        if steps == at and how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if steps >= at and how == "full" and event not in ("os.rmdir", "os.remove"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

def child(number):
    global at
    pid = os.fork()
    if pid:
        return pid
    sys.addaudithook(watch)
    at = number
    try:
        os._exit(0 if t.make(asked, book).made else 1)
    except OSError as failed:
        os._exit(3 if failed.errno == errno.ENOSPC else 4)

def ended(pid):
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])

making._written = written
t.make(first, book)
before = t.tree(out / "2031-03-03")
if how == "two":
    print(sorted(map(ended, [child(0), child(0)])), [one.name for one in t.editions(out)])
    sys.exit()
for number in range(1, 100):
    code = ended(child(number))
    if code == 0:
        print(number - 1)
        break
    assert code == (3 if how == "full" else -signal.SIGKILL), code
    assert t.tree(out / "2031-03-03") == before, "an earlier edition changed"
    assert sorted(one.name for one in out.iterdir() if one.name[0] == "2") == sorted(one.name for one in t.editions(out)), "half an edition"
    assert all(len(t.tree(one.folder)) == 6 for one in t.editions(out) if one.name == "2031-03-05"), "an edition that is not whole"
    for name in ("index.html", "feed.xml"):
        text = (out / name).read_text()
        assert text.rstrip().endswith(("</html>", "</feed>")), name
        assert all((out / link).is_file() for link in re.findall(r'href="(2031[^"]+)"', text)), name
    t.make(asked, book)  # the next run makes up for it
    whole = t.tree(out)
    assert len(whole) == len(before) + 6 + 4 and all((out / name).is_file() for name in ("index_ja.html", "feed_ja.xml")), whole.keys()
    assert "2031-03-05/" in (out / "feed.xml").read_text()
    shutil.rmtree(out)
    t.make(first, book)
"""


def harness(how: str, out: Path) -> str:
    script = HARNESS.format(tests=str(ROOT / "tests"), how=how, out=str(out))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.strip()


@pytest.mark.parametrize("how", ["kill", "full"])
def test_a_run_that_is_killed_or_finds_the_disk_full_at_any_step_leaves_whole_editions_only(how, tmp_path):
    """``kill -9`` and a full disk at each step that writes, in turn: nothing half-written, nothing lost, and the next run makes up for it."""
    assert int(harness(how, tmp_path / "editions")) >= 15  # folders, files, renames of an edition, its archive and feed


def test_of_two_runs_at_once_one_makes_the_edition_and_the_other_finds_it(tmp_path):
    assert harness("two", tmp_path / "editions") == "[0, 1] ['2031-03-05', '2031-03-03']"


# --- the mail ---------------------------------------------------------------------------------


def test_the_mail_holds_the_briefing_as_body_and_every_file(made):
    written = (made / "2025-06-14" / MAIL).read_bytes()
    told = message_from_bytes(written, policy=policy.default)
    assert (str(told["To"]), str(told["Subject"])) == ("desk@example.org", "Briefing of 14 June 2025")
    assert str(told["Date"]) == "Sat, 14 Jun 2025 00:00:00 +0000"
    body = told.get_body(("html",))
    page = (made / "2025-06-14" / "briefing_2025-06-14_en.html").read_text(encoding="utf-8")
    assert body.get_content().replace("\r\n", "\n") == page
    assert re.findall(r'(?:src|href)="(?!#|data:)[^"]*"', page) == []
    plain = told.get_body(("plain",)).get_content()
    assert "Bottom line" in plain
    assert "Since 7 June 2025" in plain
    attached = {part.get_filename(): part.get_payload(decode=True) for part in told.iter_attachments()}
    files = {path.name: path.read_bytes() for path in (made / "2025-06-14").iterdir() if path.name not in {MAIL, RECORD}}
    assert attached == files
    assert max(map(len, written.split(b"\r\n"))) <= 998  # RFC 5322, 2.1.1
    assert b"\n" not in written.replace(b"\r\n", b"")


def test_a_mail_is_the_same_bytes_again_and_another_for_others(quick, tmp_path):
    def written(name, to):
        make(ask(tmp_path / name, "2025-06-14", to=addresses([to])), BOOK)
        return (tmp_path / name / "2025-06-14" / MAIL).read_bytes()

    one, again, other = written("a", "a@example.org"), written("b", "a@example.org"), written("c", "b@example.org")
    assert one == again
    ids = {message_from_bytes(mail)["Message-ID"] for mail in (one, other)}
    assert len(ids) == 2


@pytest.mark.parametrize(
    "bad",
    ["a@example.org\nBcc: x@example.org", "a@example.org\r\n", "x\r\nTo: y <a@example.org>", "a@example.org, b@example.org", "a", "@example.org", "a@b@c",
     "a..b@example.org", "a@example.org\u2028", "<a@example.org> b", "a@-x", ""],
)  # fmt: skip
def test_what_is_no_single_recipient_is_refused(bad):
    with pytest.raises(AskError, match="--email"):
        addresses([bad])


class Server:
    """A mail server on this machine that notes what it is told; it refuses recipients called ``nobody``."""

    def __init__(self, context: ssl.SSLContext | None = None, greeting: str = "220 here") -> None:
        self.lines: list[str] = []
        self.mails: list[bytes] = []
        self.tls: list[bool] = []
        outer = self

        class Talk(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                self.say(greeting)
                while line := self.rfile.readline().decode().strip():
                    outer.lines.append(line)
                    word = line.upper().split(" ")[0]
                    if word == "EHLO":
                        more = ["250-STARTTLS"] if context and not isinstance(self.connection, ssl.SSLSocket) else []
                        self.say("250-here", *more, "250 AUTH PLAIN LOGIN")
                    elif word == "STARTTLS":
                        self.say("220 go on")
                        assert context
                        self.connection = context.wrap_socket(self.connection, server_side=True)
                        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", 0)
                    elif word == "AUTH":
                        outer.tls.append(isinstance(self.connection, ssl.SSLSocket))
                        self.say("235 welcome" if "AGRlc2sAc2VjcmV0" in line else "535 no")  # base64 of \0desk\0secret
                    elif word == "RCPT":
                        self.say("550 no such" if "nobody" in line else "250 fine")
                    elif word == "DATA":
                        self.say("354 go on")
                        data = b""
                        while not data.endswith(b"\r\n.\r\n"):
                            data += self.rfile.readline()
                        outer.mails.append(data[:-3].replace(b"\r\n..", b"\r\n."))
                        self.say("250 taken")
                    else:
                        self.say("221 bye" if word == "QUIT" else "250 fine")

            def say(self, *lines: str) -> None:
                self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]

    def __enter__(self) -> "Server":
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()


def test_a_mail_is_handed_to_the_server_once(quick, tmp_path, run):
    words = ["edition", "--out", tmp_path, "--known-by", "2025-06-14", "--email", "desk@example.org", "--email", "b@example.org", "--json"]
    with Server() as server:
        for _ in range(2):
            found = run(*words, "--smtp", f"127.0.0.1:{server.port}").json
        assert found["sent"] == []
    assert server.mails == [(tmp_path / "2025-06-14" / MAIL).read_bytes()]
    assert [line for line in server.lines if line.upper().startswith("RCPT")] == ["rcpt TO:<desk@example.org>", "rcpt TO:<b@example.org>"]


def test_a_mail_that_no_server_took_is_sent_by_the_next_run(quick, tmp_path, run):
    """First nobody listens, then a server does: the edition was made once, and its mail is not lost."""
    words = ["edition", "--out", tmp_path, "--known-by", "2025-06-14", "--email", "desk@example.org"]
    with Server() as gone:
        pass
    failed = run(*words, "--smtp", f"127.0.0.1:{gone.port}")
    assert failed.code == 1
    assert failed.err.startswith(f"--smtp 127.0.0.1:{gone.port}: cannot be reached or broke off (got ")
    before = tree(tmp_path)
    with Server() as server:
        done = run(*words, "--smtp", f"127.0.0.1:{server.port}")
    assert done.out.splitlines()[-1] == f"sent {tmp_path / '2025-06-14' / MAIL}"
    assert len(server.mails) == 1
    assert tree(tmp_path) == before


@pytest.mark.parametrize("environment", [{"TRADEBRIEF_SMTP_USER": "desk", "TRADEBRIEF_SMTP_PASSWORD": "wrong"}, {}])
def test_what_a_server_refuses_is_one_clear_error(quick, tmp_path, environment):
    make(ask(tmp_path, "2025-06-14", to=addresses(["desk@example.org", "nobody@example.org"])), BOOK)
    says = "refuses the login" if environment else r"did not take the mail for everybody \(got nobody@example.org: 550 no such\)"
    with Server() as server, pytest.raises(AskError, match=says):
        send(tmp_path / "2025-06-14" / MAIL, ("127.0.0.1", server.port), environment)


def test_no_login_goes_to_another_machine_in_clear(quick, tmp_path, monkeypatch):
    make(ask(tmp_path, "2025-06-14", to=addresses(["desk@example.org"])), BOOK)
    import socket

    with Server() as server:
        real = socket.create_connection
        monkeypatch.setattr(socket, "create_connection", lambda address, *more: real(("127.0.0.1", server.port), *more))
        login = {"TRADEBRIEF_SMTP_USER": "desk", "TRADEBRIEF_SMTP_PASSWORD": "secret"}
        with pytest.raises(AskError, match="offers no TLS, so no login is sent to it"):
            send(tmp_path / "2025-06-14" / MAIL, ("mail.example.org", server.port), login)
    assert server.tls == []
    assert server.mails == []


@pytest.mark.skipif(not which("openssl"), reason="openssl, which makes the certificate, is not on this machine")
def test_a_login_goes_over_tls_where_the_server_offers_it(quick, tmp_path, monkeypatch):
    """With the server's certificate trusted; without, nothing is sent."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    make(ask(tmp_path / "e", "2025-06-14", to=addresses(["desk@example.org"])), BOOK)
    mail, login = tmp_path / "e" / "2025-06-14" / MAIL, {"TRADEBRIEF_SMTP_USER": "desk", "TRADEBRIEF_SMTP_PASSWORD": "secret"}
    with Server(context) as server:
        with pytest.raises(AskError, match="cannot be reached or broke off"):
            send(mail, ("127.0.0.1", server.port), login)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        send(mail, ("127.0.0.1", server.port), login)
    assert server.tls == [True]
    assert server.mails == [mail.read_bytes()]


# --- in a browser -------------------------------------------------------------------------------


@needs_chromium
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "name", ["index.html", "index_ja.html", "2025-06-14/changes_2025-06-14_en.html", "2025-06-14/changes_2025-06-14_ja.html"]
)
def test_pages_have_no_barrier_fit_a_telephone_and_ask_for_nothing(made, browser, name, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    for width in (1280, 360):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page = watched(context.new_page())
        page.goto((made / name).as_uri())
        if width == 1280 and "_en" not in name:  # the same page in English would be looked through once more, at length
            assert {one["id"]: [node["html"] for node in one["nodes"]] for one in axe.Axe().run(page).response["violations"]} == {}
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
        assert [url for url in page.asked if not url.startswith(("file:", "data:"))] == []
        context.close()

"""Files as they come: each kind read as a text, what it says of itself taken along, and what would do harm refused in one line."""

import io
import resource
import time
import zipfile
import zlib
from email.message import EmailMessage

import pytest

import tradebrief as tb
from conftest import ROOT, TOYLAND
from tradebrief.curate.suggest import suggest
from tradebrief.errors import AskError
from tradebrief.facts.anchors import Verifier, make_anchor
from tradebrief.guarded import MEMORY
from tradebrief.texts.read import kind_of, read
from tradebrief.workbook.loader import page_of, read_page

HANDED = ROOT.parent / "shared" / "handed" / "texts"
BOOK = tb.load()

STORY = (
    "Envoys of both sides met in the old customs house on Friday and agreed to go on with the talks next week, an official said.",
    "The chief negotiator asked again that the 25 percent duty on cars be lifted, and said that a package was being prepared.",
)
PARAGRAPHS = "".join(f"<p>{one}</p>" for one in STORY)
JAPANESE = "赤沢経済再生担当相は27日、ワシントンで米国のラトニック商務長官と関税をめぐる7回目の閣僚協議を行った。"


def html(head="", body=f"<article><h1>Envoys meet</h1>{PARAGRAPHS}</article>", lang="en"):
    return f'<!DOCTYPE html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'.encode()


def docx(body, core="", **parts):
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return zipped(
        {
            "word/document.xml": f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>',
            **({"docProps/core.xml": core} if core else {}),
            **parts,
        }
    )


def zipped(parts):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return made.getvalue()


def pdf(pages):
    """A PDF whose pages show lines of text, one below the other."""
    import matplotlib.pyplot as plt
    from matplotlib.backends.backend_pdf import PdfPages

    made = io.BytesIO()
    with plt.rc_context({"pdf.fonttype": 42}), PdfPages(made, metadata={"Title": "A report", "Author": "Ann Writer"}) as file:
        for lines in pages:
            figure = plt.figure(figsize=(6, 8))
            for number, line in enumerate(lines):
                figure.text(0.05, 0.95 - 0.03 * number, line, fontsize=8)
            file.savefig(figure)
            plt.close(figure)
    return made.getvalue()


def mail(text=None, **attached):
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = (
        "Example Wire <news@example.org>",
        "Envoys meet",
        "Sat, 28 Jun 2025 09:12:00 +0900",
    )
    message.set_content("\n".join(STORY) if text is None else text)
    for name, content in attached.items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message


def suggested(data, name):
    document = read(data, name)
    return suggest(BOOK, page_of(name, data, document), document)


# --- what a page says of itself -----------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "day", "time", "basis"),
    [
        ('<meta property="article:published_time" content="2025-06-28T09:12:00+09:00">', "2025-06-28", "09:12", "article:published_time"),
        ('<meta itemprop="datePublished" content="2025-06-28T00:12:00Z">', "2025-06-28", "00:12", "datepublished"),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished": "2025-06-28"}]}</script>',
            "2025-06-28",
            "",
            "JSON-LD",
        ),
        ('<script type="application/ld+json">{broken</script><meta name="pubdate" content="2025/6/28">', "2025-06-28", "", "pubdate"),
        ('<meta property="article:modified_time" content="2025-07-30"><meta name="date" content="2025-06-28">', "2025-06-28", "", "date"),
    ],
)
def test_a_day_is_taken_from_what_the_page_declares(head, day, time, basis):
    """With its hour, by the page's own clock, and where it stands; a day of change is no day of publication."""
    [text] = suggested(html(head), "page.html").texts
    assert (str(text.dating.published), text.dating.time, text.dating.dated_by) == (day, time, "page")
    assert basis in text.dating.basis


def test_a_declared_instant_is_told_by_the_publishers_own_clock():
    """NHK prints Tokyo time, whatever clock its server writes."""
    head = '<meta property="og:site_name" content="NHK"><meta property="article:published_time" content="2025-06-27T22:12:00Z">'
    [text] = suggested(html(head), "page.html").texts
    assert (text.publisher.wire, text.publisher.zone, str(text.dating.published), text.dating.time) == (
        "NHK",
        "Asia/Tokyo",
        "2025-06-28",
        "07:12",
    )


def test_a_day_that_the_text_contradicts_is_asked_about():
    """The page declares one day, the line above the text prints another."""
    body = f"<article><h1>Envoys meet</h1><p>June 20, 2025</p>{PARAGRAPHS}</article>"
    [text] = suggested(html('<meta name="date" content="2025-06-28">', body), "page.html").texts
    assert "prints 2025-06-20: check" in text.dating.basis


@pytest.mark.skipif(not HANDED.is_dir(), reason="the handed texts are not here")
def test_the_handed_page_is_read():
    """Title, author, publisher, day with its hour; navigation, aside and script are gone."""
    document = read((HANDED / "saved_page.html").read_bytes(), "saved_page.html")
    head = document.heads[0]
    assert (head.title, head.author, head.publisher) == ("Envoy meets commerce chief for seventh round", "A. Writer", "Example Wire")
    assert (head.language, head.stamp) == ("en", "2025-06-28T09:12+09:00")
    assert not any(word in document.text for word in ("Subscribe", "stocks", "alert", "&", "<"))


def test_articles_of_one_page_are_told_apart_and_dated_on_their_own():
    """Two article elements: each has its headline, its time and its candidates."""
    second = (
        f'<article><h2>Hats next</h2><time datetime="2025-05-01">1 May</time>{PARAGRAPHS.replace("25 percent", "10 percent")}</article>'
    )
    data = html('<meta name="date" content="2025-06-28">', f"<article><h1>Envoys meet</h1>{PARAGRAPHS}</article><nav>Menu</nav>{second}")
    texts = suggested(data, "page.html").texts
    assert [(text.head.title, str(text.dating.published)) for text in texts] == [("Envoys meet", "2025-06-28"), ("Hats next", "2025-05-01")]
    assert texts[0].part.end <= texts[1].part.start


def test_a_draft_of_a_page_says_what_was_found_and_leaves_the_title_to_be_written(run, tmp_path):
    """Author and language go into the source, the headline into a remark: the title is in our own words."""
    path = tmp_path / "page.html"
    path.write_bytes(html('<meta name="author" content="A. Writer"><meta property="og:site_name" content="Example Wire">'))
    done = run("new", "article", "--text", path, "--out", tmp_path / "d.yaml", "--json")
    assert (done.code, done.json["source"]["author"], done.json["source"]["title"], done.json["page"]["title"]) == (
        0,
        "A. Writer",
        "",
        "Envoys meet",
    )
    assert "# the page's headline" in (tmp_path / "d.yaml").read_text()


def test_a_japanese_page_without_declarations_is_dated_by_what_it_prints():
    """The day in an element called date, with its hour; the publisher behind the title; menus and related stories gone."""
    body = (
        f'<div class="nav"><a href="/">トップ</a></div><div class="main"><h1>赤沢氏、7回目の協議</h1><span class="date">2025年6月28日(土) 午後7時12分</span>'
        f"<p>{JAPANESE}</p><p>自動車への25％の追加関税の撤廃を改めて求めた。</p></div><aside>関連記事：日経平均が反発</aside>"
    )
    [text] = suggested(html('<meta charset="utf-8"><title>赤沢氏、7回目の協議 - 時事ドットコム</title>', body, "ja"), "page.html").texts
    assert (text.publisher.wire, text.publisher.zone, text.head.title) == ("Jiji", "Asia/Tokyo", "赤沢氏、7回目の協議")
    assert (str(text.dating.published), text.dating.time, text.dating.dated_by) == ("2025-06-28", "19:12", "page")
    assert {(str(one.value), one.unit) for one in text.candidates} >= {("2025-06-27", ""), ("25", "%"), ("7", "rounds")}


# --- each kind ------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp", "iso2022_jp"])
def test_japanese_text_in_any_encoding_is_the_same_text(encoding):
    """Told by its bytes, however short."""
    assert read(JAPANESE.encode(encoding), "x.txt").text == JAPANESE


@pytest.mark.parametrize(
    ("words", "encoding"),
    [("Le droit de douane sera levé à Genève, dit-il après l'été.", "cp1252"), ("关税谈判在华盛顿举行，双方同意下周继续会谈。", "gb18030")],
)
def test_other_old_encodings_are_found_by_likelihood(words, encoding):
    """By charset-normalizer, which is told in how the text was read."""
    assert read((words * 8).encode(encoding), "x.txt").text == words * 8


def test_a_page_is_read_in_the_encoding_it_declares():
    """Shift-JIS, declared in the markup."""
    body = f"<article><h1>関税協議</h1><p>{JAPANESE}</p><p>{JAPANESE}</p></article>"
    data = html('<meta charset="Shift_JIS">', body, "ja").decode().encode("cp932")
    document = read(data, "page.html")
    assert JAPANESE in document.text
    assert (document.heads[0].language, document.read_as) == ("ja", "web page in Shift-JIS")


def test_a_pdf_is_joined_where_its_lines_break():
    """A broken word is whole, a compound keeps its hyphen, page numbers and running heads are gone, paragraphs stay apart."""
    page = [
        "Customs Monthly",
        "The well-known envoy said that the negotia-",
        "tions would go on, and that the well-",
        "known duty of 25 percent on cars must go.",
        "In the end nothing was agreed on the day.",
        "7",
    ]
    others = [["Customs Monthly", f"Of {what} nothing new was heard.", f"No {what} came.", "8"] for what in ("hats", "ducks")]
    document = read(pdf([page, *others]), "report.pdf")
    first = "The well-known envoy said that the negotiations would go on, and that the well-known duty of 25 percent on cars must go."
    assert first in document.text
    assert "Customs Monthly" not in document.text
    assert "7" not in document.text
    assert (document.heads[0].title, document.heads[0].author, document.read_as) == ("A report", "Ann Writer", "PDF of 3 pages")


def test_a_passage_of_a_pdf_is_anchored_and_found_again(tmp_path):
    """Places count in the joined text, which is the same each time the file is read."""
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf([["The envoy said that the negotia-", "tions on the 25 percent duty go on."]]))
    page = read_page(path)
    start = page.text.index("negotiations")
    mark = make_anchor(page, fact="x#y.z", part="x", start=start, end=len(page.text), tokens=["25 percent"])
    assert mark.extractor == "text of PDF of 1 pages"
    assert Verifier(read_page(path)).check(mark).status == "EXACT"


def test_a_word_file_gives_its_words_and_properties():
    """Runs joined, a table row by row, what was deleted left out; the day it was made is no day of publication."""
    body = (
        "<w:p><w:r><w:t>The duty is 25 per</w:t></w:r><w:ins><w:r><w:t>cent now.</w:t></w:r></w:ins><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>cars</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>47</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        f"<w:sdt><w:sdtContent><w:p><w:r><w:t>{STORY[0]}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    core = (
        '<c xmlns:dc="d" xmlns:t="t"><dc:title>A memo</dc:title><dc:creator>Ann</dc:creator><t:created>2025-06-14T08:00:00Z</t:created></c>'
    )
    document = read(docx(body, core), "memo.docx")
    assert document.text.splitlines() == ["The duty is 25 percent now.", "cars | 47", STORY[0]]
    assert (document.heads[0].title, document.heads[0].author, document.heads[0].made) == ("A memo", "Ann", "2025-06-14")
    [text] = suggested(docx(body, core), "memo.docx").texts
    assert (text.dating.dated_by, "check the day" in text.dating.basis) == ("inference", True)


def test_a_mail_gives_its_body_and_header():
    """Subject, sender, day and hour; HTML before plain; attachments are named, without the folders in their names."""
    message = mail(**{"../../x.sh": b"echo", "a.bin": b"\x00"})
    document = read(bytes(message), "news.eml")
    head = document.heads[0]
    assert STORY[0] in document.text
    assert (head.title, head.publisher, head.stamp) == ("Envoys meet", "Example Wire", "2025-06-28T09:12+09:00")
    assert document.notes == ("2 attachments are not part of it: x.sh, a.bin",)


def test_a_mail_that_only_carries_a_file_is_read_by_that_file():
    """A forwarded mail within a mail; a chain of thirty is not followed."""
    inner = mail("")
    inner.add_attachment(html().decode(), subtype="html", filename="page.html")
    outer = mail("")
    outer.add_attachment(inner)
    assert STORY[0] in read(bytes(outer), "x.eml").text
    deep = mail()
    for _ in range(30):
        around = mail("")
        around.add_attachment(deep)
        deep = around
    with pytest.raises(AskError, match="holds no text"):
        read(bytes(deep), "deep.eml")


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"\xef\xbb\xbf<html>", "a.txt", "html"),
        (b"%PDF-1.4", "a", "pdf"),
        (b"From: a\nDate: b\nSubject: c\n\nd", "a", "mail"),
        (b"Note: one\ntwo", "a.txt", "plain"),
    ],
)
def test_a_file_is_told_by_its_bytes(data, name, kind):
    """Not by what it is called."""
    assert kind_of(data, name) == kind


# --- what would do harm -----------------------------------------------------------------------


def flate_bomb():
    """A PDF whose one page unpacks, twice over, to more than a gigabyte."""
    squeeze = zlib.compressobj(9)
    words = b"(aaaaaaaa) Tj " * 70_000
    stream = zlib.compress(b"".join(squeeze.compress(words) for _ in range(1200)) + squeeze.flush(), 9)
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Size 6/Root 1 0 R>>\n%%EOF"


ENTITIES = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (flate_bomb(), "bomb.pdf", f"within {MEMORY} MB"),
        (zipped({"word/document.xml": b"a" * (200 << 20)}), "bomb.docx", "unpacks to more than"),
        (zipped({"word/document.xml": f"{ENTITIES}<d>&b;&x;</d>"}), "entities.docx", "holds a DOCTYPE"),
        (zipped({"../../x": b"x"}), "x.docx", "lacks a readable part"),
        (b"%PDF-1.7 and nothing", "cut.pdf", "is no PDF that can be read"),
        (b"<html><body>" + b"<div>" * 300_000, "deep.html", "holds no text"),
        (b"", "empty.html", "holds no text"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_would_do_harm_is_one_error(data, name, said, tmp_path, run, monkeypatch):
    """In bounded memory and time, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / name
    path.write_bytes(data)
    begin, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss  # of any child of this process so far
    done = run("--seeds", TOYLAND, "new", "article", "--text", path)
    assert (done.code, said in done.err, "Traceback" in done.err) == (1, True, False), done.err
    assert time.monotonic() - begin < 60
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss <= max(before, 500 << 10)
    assert sorted(one.name for one in tmp_path.iterdir()) == [name]


def test_nothing_of_a_page_runs_or_is_fetched():
    """Scripts, handlers, remote images, frames and styles leave no trace; markup in the text is text."""
    hostile = (
        '<script>alert(1)</script><img src="https://example.org/x.png" onerror="alert(2)"><iframe src="file:///etc/passwd">frame</iframe>'
        '<style>@import url(https://example.org/x.css);</style><object data="x">object</object><p onclick="alert(3)">The duty &lt;b&gt;25&lt;/b&gt; was '
        "raised in the morning, as everybody in the town had expected for a long time.</p>"
    )
    text = read(html(body=f"<article><h1>Envoys meet</h1>{PARAGRAPHS}{hostile}</article>"), "page.html").text
    assert not any(word in text for word in ("alert", "example.org", "frame", "import", "object"))
    assert "<b>25</b>" in text


def test_a_guarded_reader_can_neither_write_nor_reach_out(tmp_path):
    """Its process refuses both, whatever a library would do."""
    from tradebrief.guarded import guarded

    for task in ("builtins:open", "socket:create_connection", "subprocess:call"):
        with pytest.raises(AskError, match="cannot be read within"):
            guarded(task, b"x", "w" if task == "builtins:open" else "x")
    assert not list(tmp_path.iterdir())

"""What is suggested for a new text: its parts, who wrote it, when, out of what, and which facts a person should look at."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

import tradebrief as tb
from conftest import PAGES, TOY_TEXTS, TOYLAND, needs_pages
from tradebrief.curate.day_marks import days_in
from tradebrief.curate.likeness import curated_as, likenesses
from tradebrief.curate.marks import figures_in, hedges_in
from tradebrief.curate.page_parts import parts_of, sentences
from tradebrief.curate.suggest import LONGEST, suggest
from tradebrief.errors import AskError
from tradebrief.facts.anchors import Page
from tradebrief.facts.evidence import as_days
from tradebrief.period import When
from tradebrief.workbook.loader import read_page

TOY = tb.load(TOYLAND)
BOOK = tb.load()
CURATED = [article for article in BOOK.articles.values() if not article.is_outside]
PAGE_NAMES = sorted(path.name for path in PAGES.glob("*.txt")) if PAGES.is_dir() else []


def opened(name, folder=PAGES):
    return read_page(folder / name), (folder / name).read_text(encoding="utf-8")


def without(book, page):
    """The workbook as if a page had never been curated."""
    gone = {article.id for article in book.articles.values() if article.source.page == page}
    keep = lambda held: {name: one for name, one in held.items() if name not in gone}  # noqa: E731
    return replace(book, articles=keep(book.articles), anchors=keep(book.anchors))


def text_of(raw, name="new.txt", book=TOY, **asked):
    return suggest(book, Page.read(name, raw.encode()), raw, **asked)


# --- days, figures, hedges ----------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("it ended on Friday", "2025-06-13"),
        ("they met on Saturday", "2025-06-14"),
        ("it will come on Monday", "2025-06-16"),
        ("a trip next week", "[2025-06-16..2025-06-22]"),
        ("a trip later this week", "[2025-06-15..2025-06-15]"),
        ("they had met last month", "2025-05"),
        ("a start in mid-April", "[2025-04-11..2025-04-20]"),
        ("it expires in early July", "[2025-07-01..2025-07-10]"),
        ("a ban from June 23", "2025-06-23"),
        ("on 3 March 2031", "2031-03-03"),
        ("on April 2 all was told", "2025-04-02"),
        ("the deal in May", "2025-05"),
        ("it may come", ""),
        ("sold in 2024", "2024"),
        ("said yesterday", "2025-06-13"),
        ("6月12日に会談した", "2025-06-12"),
        ("2025年5月1日の会合", "2025-05-01"),
    ],
)
def test_days_are_counted_from_the_day_of_publication(words, value):
    """A text of Saturday 14 June 2025: weekdays behind it, plans before it, weeks from Monday to Sunday, days without a year nearest to it."""
    assert [str(mark.value) for mark in days_in(words, When.read("2025-06-14"))] == ([value] if value else [])


def test_days_without_a_day_of_publication_stay_open():
    """A weekday is marked and not dated; a full day needs no help. Nothing reads the clock of the machine."""
    marks = list(days_in("On Friday, long after May 1 and 3 March 2031", None))
    assert [(mark.text, mark.value) for mark in marks] == [("Friday", ""), ("May 1", ""), ("3 March 2031", "2031-03-03")]


def test_an_uncertain_day_of_publication_leaves_the_days_counted_from_it_uncertain():
    """A text of Friday or Saturday that says Friday means one of two Fridays only if a week lies between."""
    assert [mark.value for mark in days_in("on Friday", When.read("[2025-06-13..2025-06-14]"))] == ["2025-06-13"]
    assert [mark.value for mark in days_in("on Friday", When.read("[2025-06-12..2025-06-13]"))] == ["[2025-06-06..2025-06-13]"]


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("a rate of 27.5 percent", "27.5", "%"),
        ("the 25% levy", "25", "%"),
        ("about 1.37 million units in all", "1370000", "units"),
        ("stood at 12.1 trillion yen", "12100000000000", "JPY"),
        ("worth $83.5 billion", "83500000000", "USD"),
        ("a 90-day pause", "90", "days"),
        ("to sell 100,000 cars per year", "100000", "cars a year"),
        ("for 60 trading partners", "60", "partners"),
        ("a sixth round of talks", "6", "rounds"),
        ("two sources told it", "2", "sources"),
        ("a 20-minute phone call", "20", "minutes"),
        ("plans to triple it", "3", "times"),
        ("関税を24%に", "24", "%"),
    ],
)
def test_figures_are_exact_and_carry_their_unit(words, value, unit):
    """In digits or words, scaled by million and trillion without rounding, the unit in the plural as facts write it."""
    assert [(mark.value, mark.unit) for mark in figures_in(words)] == [(Decimal(value), unit)]


@pytest.mark.parametrize("words", ["Carmaker (7261.T) fell", "put up at 09:53", "one of them", "a second chance", "nothing at all"])
def test_what_is_no_figure_is_not_marked(words):
    """Tickers, hours and turns of phrase."""
    assert list(figures_in(words)) == []


@pytest.mark.parametrize(
    ("words", "strength"),
    [
        ("it could come", "might"),
        ("he is set to go", "plans"),
        ("she hopes so", "hopes"),
        ("is considering it", "considers"),
        ("is expected to go", "expects"),
    ],
)
def test_a_hedge_says_how_firmly_a_claim_is_put(words, strength):
    """Each hedge has a strength of the list that facts use."""
    assert [mark.value for mark in hedges_in(words)] == [strength]


def test_the_month_of_may_is_no_hedge():
    """*May* with a capital is a month or begins a sentence; it softens nothing."""
    assert list(hedges_in("They met in May.")) == []


# --- the page ------------------------------------------------------------------------


def test_a_page_falls_into_its_text_and_the_item_beside_it():
    """Menus belong to neither; the side-bar under *Read next* is a part of its own, where the curator put it."""
    page, raw = opened("010_gazette.txt", TOY_TEXTS)
    parts = parts_of(raw, page)
    placed = {article.source.part for article in TOY.articles.values() if article.source.page == page.name}
    assert len(parts) == len(placed) == 2
    assert not any("Menu" in page.text[part.start : part.end] for part in parts)
    for part, (start, end) in zip(parts, sorted(placed), strict=True):
        assert abs(part.start - start) <= len("Read next ")
        assert part.end == end


def test_sentences_do_not_end_at_an_abbreviation():
    """Neither U.S. nor Mr. closes a sentence, a quotation mark does with its full stop."""
    raw = 'The U.S. Treasury and Mr. Firefly met again after weeks of silence. "We agree," he said. Nothing else was told to anybody that day.'
    [part] = parts_of(raw, Page.read("a.txt", raw.encode()))
    assert [words for _, _, words in sentences(part)] == [
        "The U.S. Treasury and Mr. Firefly met again after weeks of silence.",
        '"We agree," he said.',
        "Nothing else was told to anybody that day.",
    ]


@needs_pages
@pytest.mark.parametrize("name", PAGE_NAMES)
def test_each_text_that_was_curated_is_a_part_and_no_part_lies_in_two_of_them(name):
    """On the five pages, parts found and texts curated cover each other to nine tenths; none mixes two texts."""
    page, raw = opened(name)
    parts = parts_of(raw, page)
    for article in (one for one in CURATED if one.source.page == name):
        start, end = article.source.part
        inside = [part for part in parts if part.start < end and start < part.end]
        covered = sum(min(part.end, end) - max(part.start, start) for part in inside)
        assert covered >= 0.9 * (end - start), article.id
        assert all(min(part.end, end) - max(part.start, start) >= 0.9 * (part.end - part.start) for part in inside), article.id


# --- who and when ----------------------------------------------------------------------


def test_a_printed_day_and_hour_date_a_text():
    """The line above the toy story gives both; the side-bar is not dated by it."""
    found = suggest(without(TOY, "010_gazette.txt"), *opened("010_gazette.txt", TOY_TEXTS))
    assert (str(found.texts[0].dating.published), found.texts[0].dating.time, found.texts[0].dating.dated_by) == (
        "2031-03-03",
        "09:30",
        "dateline",
    )
    assert found.texts[1].dating.dated_by != "dateline"


def test_an_age_is_counted_from_the_day_the_page_was_read():
    """*a day ago* on a page read on 5 March is the 4th; without that day it dates nothing."""
    raw = (
        "Hats cost more\n\nGazette a day ago\n\n" + "The extra charge on hats was raised by the parliament of Sylvania after a long debate."
    )
    assert str(text_of(raw, read_on="2031-03-05").texts[0].dating.published) == "2031-03-04"
    assert text_of(raw, book=replace(TOY, articles={}, anchors={})).texts[0].dating.published is None


def test_a_credit_names_the_wire_and_a_signature_the_carrier():
    """*Source: Reuters* under a text signed by another page."""
    raw = "Sylvania and Freedonia went on talking about hats in the old castle all day long. (HatWatch)\nSource: Reuters"
    publisher = text_of(raw).texts[0].publisher
    assert (publisher.wire, publisher.carrier) == ("Reuters", "HatWatch")
    assert publisher.basis


@needs_pages
def test_publishers_of_the_pages_are_those_a_person_found():
    """Of the texts whose wire is known, each is recognised with its own articles left out."""
    wrong = []
    for article in (one for one in CURATED if one.source.wire != "not named" and not one.source.side_bar_of):
        page, raw = opened(article.source.page)
        found = suggest(without(BOOK, page.name), page, raw)
        start, end = article.source.part
        text = max(found.texts, key=lambda one: min(one.part.end, end) - max(one.part.start, start))
        if text.publisher.wire != article.source.wire:
            wrong.append((article.id, text.publisher.wire))
    assert wrong == []


@needs_pages
def test_no_suggested_day_contradicts_the_day_a_person_found():
    """With its own articles left out, a text is dated rightly or not at all, and at least half of the full texts are dated."""
    dated = total = 0
    for article in (one for one in CURATED if not one.source.side_bar_of):
        page, raw = opened(article.source.page)
        found = suggest(without(BOOK, page.name), page, raw)
        start, end = article.source.part
        text = max(found.texts, key=lambda one: min(one.part.end, end) - max(one.part.start, start))
        total += 1
        if text.dating.published:
            dated += 1
            assert text.dating.published.allows(article.source.published), article.id
            assert text.dating.basis
    assert dated >= total / 2


# --- out of what ------------------------------------------------------------------------


def test_a_page_that_is_curated_already_is_known_again():
    """Byte for byte, and also when only its white space and quotes changed; one changed word makes it another page."""
    page, raw = opened("011_courier.txt", TOY_TEXTS)
    again = raw.replace(" ", "  ").replace("'", "\u2019")
    assert curated_as(TOY, page) == ("2031-03-04-courier-second-round",)
    assert curated_as(TOY, Page.read("x.txt", again.encode())) == ("2031-03-04-courier-second-round",)
    assert curated_as(TOY, Page.read("x.txt", raw.replace("hats", "caps").encode())) == ()


@needs_pages
def test_a_rewrite_is_like_the_story_it_was_made_from():
    """The EconoTimes text shares rare details with the Reuters story and with nothing else as many; no text is stored to tell so."""
    page, raw = opened("001_a2714d9c9d4c00bb.txt")
    best, *others = likenesses(without(BOOK, page.name), page, parts_of(raw, page)[0])
    assert best.article == "2025-05-15-reuters-third-round-trip"
    assert "45.1%" in best.details
    assert best.weight > 1.5 * max(one.weight for one in others)


def test_a_text_on_something_else_is_like_nothing():
    """No likeness is better than a false one."""
    raw = "The harbour of the old town froze over for the first time in memory, and people walked to the island for soup."
    assert text_of(raw, book=BOOK).texts[0].likenesses == ()


# --- the candidates ----------------------------------------------------------------------


def test_a_candidate_has_a_place_tokens_and_a_key_that_fits():
    """A text that gives another number of ducks conflicts with the key that asks for them."""
    raw = "Freedonia offered to buy 45 more ducks a year, said Rufus Firefly on Tuesday after the talks in the castle."
    found = text_of(raw, published="2031-03-04").texts[0]
    ducks = next(one for one in found.candidates if one.value == Decimal(45))
    assert raw[ducks.at[0] : ducks.at[1]] == raw
    assert ducks.tokens[0] == "45 more ducks a year"
    assert ducks.fit.key == "freedonia.offers/ducks"
    assert ducks.relation == "conflicts"
    assert ducks.by == "firefly"
    assert next(one for one in found.candidates if one.value == "2031-03-04").tokens[0] == "Tuesday"


def test_a_day_on_which_something_was_said_is_not_the_day_of_the_meeting():
    """*said Monday* dates the saying, *next week* the trip."""
    raw = "Firefly is arranging a visit next week for a third round of talks, an official of Freedonia said Monday."
    kinds = {one.tokens[0]: one.kind for one in text_of(raw, published="2031-03-03").texts[0].candidates}
    assert (kinds["next week"], kinds["Monday"]) == ("planned meeting", "context")


def test_tokens_stand_in_the_passage():
    """Every candidate of the toy page could be anchored as it is."""
    from tradebrief.facts.anchors import make_anchor

    page, raw = opened("010_gazette.txt", TOY_TEXTS)
    candidates = [one for text in suggest(TOY, page, raw).texts for one in text.candidates]
    assert len(candidates) >= 5
    for one in candidates:
        make_anchor(page, fact="x#y.z", part="x", start=one.at[0], end=one.at[1], tokens=one.tokens)


def recall(pages=PAGE_NAMES):
    """How many of the curated figures, days and hedges stand as candidates, the day of publication being known: found and all, by sort."""
    counted = {"figure": [0, 0], "day": [0, 0], "hedge": [0, 0], "strength": [0, 0]}
    for article in CURATED:
        page, raw = opened(article.source.page)
        start, end = article.source.part
        number = max(enumerate(parts_of(raw, page)), key=lambda pair: min(pair[1].end, end) - max(pair[1].start, start))[0]
        found = suggest(without(BOOK, page.name), page, raw, published=article.source.published.edtf, which=number)
        candidates = [one for text in found.texts for one in text.candidates]
        for fact in article.facts:
            near = [one for one in candidates if fact.at and one.at[0] < fact.at[1] and fact.at[0] < one.at[1]]
            days = as_days(fact.value)
            if isinstance(fact.value, Decimal):
                tally(counted["figure"], any(isinstance(one.value, Decimal) and abs(one.value) == abs(fact.value) for one in near))
            elif days is not None:
                tally(counted["day"], any(as_days(one.value) and as_days(one.value).allows(days) for one in near))
            if fact.hedge:
                tally(counted["hedge"], any(one.hedge for one in near))
                tally(counted["strength"], any(one.strength == fact.strength for one in near))
    return counted


def tally(count, found):
    count[0] += found
    count[1] += 1


@needs_pages
def test_most_of_what_people_took_from_the_pages_is_offered_to_them():
    """Measured on the curated facts: 95 in 100 figures, 78 days and 90 hedges are candidates in their place, 60 hedges with the strength a person gave."""
    counted = recall()
    assert counted["figure"][1] >= 60
    for sort, share in {"figure": 0.95, "day": 0.78, "hedge": 0.90, "strength": 0.60}.items():
        found, all_of_them = counted[sort]
        assert found >= share * all_of_them, counted


@needs_pages
def test_the_key_a_person_chose_is_mostly_among_those_suggested():
    """Of the figures whose key other texts answer too, four in five find it among three suggestions with their own page left out."""
    hits = []
    for name in PAGE_NAMES:
        page, raw = opened(name)
        book = without(BOOK, name)
        known = {fact.key for article in book.articles.values() for fact in article.facts}
        candidates = [one for text in suggest(book, page, raw).texts for one in text.candidates if isinstance(one.value, Decimal)]
        for fact in (fact for article in CURATED if article.source.page == name for fact in article.facts):
            if fact.key in known and isinstance(fact.value, Decimal):
                near = [
                    one for one in candidates if one.at[0] < fact.at[1] and fact.at[0] < one.at[1] and abs(one.value) == abs(fact.value)
                ]
                hits += [fact.key in {fit.key for one in near for fit in one.fits}] if near else []
    assert len(hits) >= 25
    assert sum(hits) >= 0.8 * len(hits)


# --- bad input ---------------------------------------------------------------------------


@pytest.mark.parametrize("raw", ["", "  \n\u00a0\n"])
def test_an_empty_text_is_refused(raw):
    """With what to do."""
    with pytest.raises(AskError, match="holds no text"):
        text_of(raw)


def test_ten_megabytes_are_refused_at_once():
    """A page is an article, not a library; the message names the bound."""
    with pytest.raises(AskError, match=f"at most {LONGEST:,}"):
        text_of("word " * 2_000_000)


def test_bytes_that_are_no_letters_are_refused():
    """Control characters in numbers: an archive or image saved under a wrong name."""
    with pytest.raises(AskError, match="is no text"):
        text_of("PK\x03\x04" + "\x00\x01\x02" * 50 + "abc")


def test_a_picture_is_no_text(tmp_path):
    """As every page is read."""
    path = tmp_path / "picture.txt"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(128, 200)))
    with pytest.raises(AskError, match="is no text"):
        read_page(path)


def test_a_japanese_text_gives_candidates_in_their_places():
    """Days and percentages are found, sentences end at their own full stop, nothing fails for want of spaces."""
    raw = "赤沢大臣は6月13日にワシントンで会談し、24%の関税の撤廃を改めて求めたと関係者が明らかにした。次の協議の日程は決まっていないが、両国は対話を続ける方針で一致している。"
    [text] = text_of(raw, published="2025-06-14").texts
    assert {str(one.value) for one in text.candidates} >= {"2025-06-13", "24"}
    assert all(raw[one.at[0] : one.at[1]].endswith("。") for one in text.candidates)


def test_a_text_without_a_full_sentence_is_one_part():
    """A headline alone is still a text that can be curated."""
    [part] = parts_of("Hats up 5%", Page.read("h.txt", b"Hats up 5%"))
    assert (part.role, part.start, part.end) == ("text", 0, 10)


def test_days_asked_in_another_form_are_refused():
    """A day of reading is a day."""
    with pytest.raises(ValueError, match="is not a day"):
        text_of("Some text.", read_on="yesterday")
    assert text_of("Some text.", read_on=date(2031, 3, 4)).texts

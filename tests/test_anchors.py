"""Anchors: the check vectors, and every outcome of following a passage into an edited copy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import PAGES, needs_pages
from tradebrief.facts.anchors import Page, Verifier, make_anchor, stands_in
from tradebrief.facts.normalise import digest, loosen, normalise

VECTORS = [
    ("“Tariff”\u00a0— 24\u202f%…", '"Tariff" - 24 %...', "787e509de6563822aac6a37e20edc9f7629f3306428405dee08d9d93c3546a14"),
    (
        "Ryosei\u2009Aka\u00adzawa’s  visit\r\n",
        "Ryosei Akazawa's visit",
        "aa5f2b78eb06775ac2457f93fc198cade6d189116628ec3b44c3f168d377ea14",
    ),
    ("café vs cafe\u0301", "café vs café", "4de6b9396ba88027ccb680409e27cbe37eaac8298f7a15abdcfe4ca27b446be6"),
    ("TOKYO -- Japan", "TOKYO - Japan", "61e4ec89e739bb24889b849afa9440bb13c1dfa9bc7033e88201eff6e40fb3d7"),
    ("  \ufeffMay\u200b 1,\t2025 ", "May 1, 2025", "7024a8e5b65d3128effe4545ee78d7301dd6625f9ee0cd4ca5de1f853fc9c5ae"),
]

PAGE_HASHES = {
    "000": (
        4799,
        "9e3be94128380e860481c3a66191e2b84ce0819d8a5373ae66aa9690013f8134",
        "a11cd263292026ae8f06abbad7af10ff83dcaa288a9f07ba368b55be1cc9f98c",
    ),
    "001": (
        2161,
        "72406a39a5c541553f807c641aa010b1e4dd26087c9b4cbbc4c9c0b1f59f4ad8",
        "506a9c35f562ec9925618a508cf9061153934ff669e3d0979590d1a6dd96cf5f",
    ),
    "002": (
        5627,
        "c748a0560d1152c5e6ea1126c97baa26da856986d481d54b7af978d05149a43f",
        "15ad7cec9c92e65670c859abc56b530f69b7e64ec849adf3696cd0d2795b803f",
    ),
    "003": (
        12565,
        "5519dbe058c40f99535d96c6c89dbeace4a03826f623a718e7ceb34e950d6f05",
        "77c13f041213191a59ebe29d419cb02f65155f99041af70186c84eecada1f95f",
    ),
    "004": (
        4300,
        "6932cc59b747d9f9a0b86d7a632f80ec2a6cf9c9e6ba49b0a8b88367520a8dfa",
        "c3f127d454d54652edfce82aa7c8cc200f76d64d73d72952afe31d4429fa66d8",
    ),
}

PASSAGES = [
    ("000", 1930, 2086, "da85f848ce89a486309001f0c28f82bbf88857f558dde6769974e10fb1b57d84"),
    ("001", 1542, 1670, "cf5379d5752bc239530c65a7afd0653951420813e92f6be55dc6ee266b6a1772"),
    ("002", 376, 645, "1e61d0c8fcae7ba3cfe1d41bcc393fe4285b600a513f2322809b7cf820a993bf"),
    ("003", 3203, 3357, "b6641a39073903f5456b8a60f4648dc3555aa2819c41cd78a11c71d22d56b766"),
    ("000", 1751, 1929, "fc57ba9560ac0efbc11c10b6d0df8bebe14b2fbc276888075fd6eb0194904062"),
    ("001", 1423, 1541, "b8689418f906c90e720c048eadba5ee6fc7a64e1ae0729ba3eec2af23dc488de"),
    ("004", 770, 886, "0fe956e584d91ef32561685f4c31118676286d1531d48086b3017e10c78b09be"),
    ("003", 5686, 5794, "98787f3de6f8f3249a469570acdd8c8b679deabda2ec1ffa96166a7d90a2770a"),
]


def page_of(number: str) -> Page:
    path = next(PAGES.glob(f"{number}_*.txt"))
    return Page.read(path.name, path.read_bytes())


@pytest.mark.parametrize(("given_text", "wanted", "sha256"), VECTORS)
def test_normalisation_gives_the_check_vectors(given_text, wanted, sha256):
    """N1 of each vector is the text and the hash that were computed elsewhere."""
    assert normalise(given_text) == wanted
    assert digest(normalise(given_text)) == sha256


@needs_pages
@pytest.mark.parametrize("number", PAGE_HASHES)
def test_each_page_has_the_length_and_hashes_noted_for_it(number):
    """Raw bytes, N1 text and N1 length agree with the noted check values."""
    page = page_of(number)
    assert (len(page.text), page.raw_sha256, page.sha256) == PAGE_HASHES[number]


@needs_pages
@pytest.mark.parametrize(("number", "start", "end", "sha256"), PASSAGES)
def test_each_noted_passage_has_its_hash(number, start, end, sha256):
    """Positions are code points of the N1 text of the whole page."""
    assert digest(page_of(number).text[start:end]) == sha256


@given(st.text(max_size=300))
def test_normalising_twice_changes_nothing(text):
    """N1 of an N1 text is the same text, for any text."""
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(max_size=200))
def test_the_loose_form_forgets_case_and_signs(text):
    """N2 of an N1 text holds words and single spaces only."""
    loose = loosen(normalise(text))
    assert loose == " ".join(loose.split())
    assert all(letter == " " or letter.isalnum() or letter == "_" for letter in loose.casefold() if letter.isascii())


def test_a_token_stands_only_as_a_whole():
    """May 1 is not in May 12, 5% not in 45%, 10 not in 1,000 or 10.5."""
    assert stands_in("May 1", "on May 1, he said")
    assert not stands_in("May 1", "on May 12")
    assert not stands_in("5%", "a 45% fall")
    assert not stands_in("10", "10.5 percent")
    assert not stands_in("5", "10.5 percent")
    assert not stands_in("1", "1,000 cars")
    assert stands_in("10", "by 10.")


# --- outcomes -----------------------------------------------------------------

TEXT = (
    "Menu\nSearch\n\nThe envoy flew to the capital for talks. During a visit on May 1, the envoy raised the duty of 25% with the minister, "
    "but no agreement was found. Markets rose on the news, and hats became cheaper in all shops of the land."
)
SENTENCE = "During a visit on May 1, the envoy raised the duty of 25% with the minister,"


@pytest.fixture()
def anchor():
    page = Page.read("a.txt", TEXT.encode())
    start = page.text.index(SENTENCE)
    return make_anchor(page, fact="x#y.z", part="x", start=start, end=start + len(SENTENCE), tokens=["May 1", "25%"])


def outcome(anchor, text: str):
    return Verifier(Page.read("a.txt", text.encode())).check(anchor)


def test_the_same_text_is_exact(anchor):
    """The hash stands in its place."""
    assert outcome(anchor, TEXT).status == "EXACT"


def test_signs_and_spaces_of_another_kind_do_not_matter(anchor):
    """No-break spaces, CRLF and soft hyphens are normalised away."""
    edited = TEXT.replace(" ", "\u00a0").replace("\n", "\r\n").replace("envoy", "en\u00advoy")
    assert outcome(anchor, edited).status == "EXACT"


def test_other_page_furniture_moves_the_passage(anchor):
    """A page fetched again with a shorter menu: found elsewhere, with the shift."""
    found = outcome(anchor, TEXT.replace("Menu\nSearch\n\n", ""))
    assert (found.status, found.shift) == ("MOVED", -len("Menu Search "))


def test_other_punctuation_is_reformatted(anchor):
    """The same words with other signs, figures strictly intact."""
    found = outcome(anchor, TEXT.replace("May 1, the envoy", "May 1 - the envoy"))
    assert found.status == "REFORMATTED"
    assert found.tokens_found == ("May 1", "25%")


def test_the_loose_form_never_confirms_a_figure(anchor):
    """25% become 25 per mille: the words are the same, the figure is not."""
    assert outcome(anchor, TEXT.replace("25%", "25‰")).status == "CHANGED_VALUE_ABSENT"


def test_a_reworded_sentence_with_its_figures_is_told_from_one_without(anchor):
    """Between the same neighbours: figures there, or a figure gone."""
    reworded = "When visiting on May 1 the envoy complained of the 25% duty to the minister,"
    assert outcome(anchor, TEXT.replace(SENTENCE, reworded)).status == "CHANGED_VALUE_PRESENT"
    assert outcome(anchor, TEXT.replace("May 1", "May 2")).status == "CHANGED_VALUE_ABSENT"


def test_a_deleted_sentence_leaves_its_context(anchor):
    """A neighbour is left, the passage is gone."""
    assert outcome(anchor, TEXT.replace(SENTENCE + " ", "")).status == "CONTEXT_ONLY"


def test_a_doubled_sentence_is_ambiguous(anchor):
    """It stands in two places where it stood in one."""
    assert outcome(anchor, TEXT.replace(SENTENCE, f"{SENTENCE} {SENTENCE}")).status == "AMBIGUOUS"


def test_another_text_has_lost_it(anchor):
    """Nothing of it is left."""
    assert outcome(anchor, "A quite different text about ducks. " * 5).status == "LOST"


def test_equal_passages_are_told_apart_by_their_count():
    """A sentence that stands twice keeps its place as the second of two when the page moves."""
    text = f"Top. {SENTENCE} Middle words here. {SENTENCE} End of it."
    page = Page.read("a.txt", text.encode())
    second = page.text.rindex(SENTENCE)
    anchor = make_anchor(page, fact="x#y.z", part="x", start=second, end=second + len(SENTENCE), tokens=["25%"])
    assert anchor.occurrence == "2 of 2"
    assert outcome(anchor, text).status == "EXACT"
    moved = outcome(anchor, "More words first. " + text)
    assert (moved.status, moved.shift) == ("MOVED", len("More words first. "))


def test_a_passage_outside_the_text_is_refused():
    """An anchor cannot lie where there is no text."""
    page = Page.read("a.txt", b"Short.")
    with pytest.raises(ValueError, match="lies outside the text"):
        make_anchor(page, fact="x", part="x", start=2, end=99, tokens=["a"])


def test_a_token_that_is_not_in_the_passage_is_refused():
    """What a fact claims to read must stand there."""
    page = Page.read("a.txt", b"The duty is 25% now.")
    with pytest.raises(ValueError, match="does not stand in the passage"):
        make_anchor(page, fact="x", part="x", start=0, end=20, tokens=["27.5%"])


@given(st.text(min_size=60, max_size=200), st.integers(0, 40), st.integers(5, 40), st.text(max_size=30))
def test_checking_never_fails_whatever_was_done_to_the_text(text, start, length, added):
    """Any edit gives one of the outcomes, and an untouched text always EXACT."""
    page = Page.read("a.txt", text.encode("utf-8", "replace"))
    if start + length > len(page.text):
        return
    anchor = make_anchor(page, fact="x", part="x", start=start, end=start + length, tokens=[])
    assert Verifier(page).check(anchor).status == "EXACT"
    edited = Page.read("a.txt", (added + text[10:]).encode("utf-8", "replace"))
    assert Verifier(edited).check(anchor).status in {
        "EXACT", "MOVED", "REFORMATTED", "AMBIGUOUS", "CHANGED_VALUE_PRESENT", "CHANGED_VALUE_ABSENT", "CONTEXT_ONLY", "LOST",
    }  # fmt: skip

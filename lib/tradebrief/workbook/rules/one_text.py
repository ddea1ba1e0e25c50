"""The rules that one text keeps by itself: places, tokens, units, days. A text that kept them need not be looked at again while its files are the same."""

from __future__ import annotations

from collections.abc import Iterator

from tradebrief.facts.evidence import plain_value
from tradebrief.facts.records import HELD
from tradebrief.workbook.rules.breach import Breach, each_fact, file_of
from tradebrief.workbook.workbook import Workbook


def facts_stand_in_their_text(book: Workbook) -> Iterator[Breach]:
    """The passage of a fact lies inside its text.

    Correct 'at': the first and the last-plus-one code point in the N1 text of the whole page.
    """
    for article, number, fact in each_fact(book):
        first, last = article.source.part or (0, None)
        if fact.at and not (first <= fact.at[0] < fact.at[1] <= (last if last is not None else fact.at[1])):
            yield Breach(
                file_of(article),
                ("facts", number, "at"),
                f"[{fact.at[0]}, {fact.at[1]}] in a text at [{first}, {last if last is not None else ''}]",
            )


def facts_can_be_followed(book: Workbook) -> Iterator[Breach]:
    """A fact says where it stands: a passage with its tokens, or a citation.

    Give 'at' and 'tokens' where the text is on a page, 'cite' where it is not.
    """
    for article, number, fact in each_fact(book):
        followed = bool(fact.cite or article.source.cite) if article.is_outside else bool(fact.at and fact.tokens)
        if not followed:
            yield Breach(file_of(article), ("facts", number), fact.key)


def passages_are_short(book: Workbook) -> Iterator[Breach]:
    """A passage is a sentence or less: at most 420 code points.

    Narrow 'at' to the clause that carries the fact.
    """
    for article, number, fact in each_fact(book):
        if fact.at and fact.at[1] - fact.at[0] > 420:
            yield Breach(file_of(article), ("facts", number, "at"), f"{fact.at[1] - fact.at[0]} code points")


def anchors_are_up_to_date(book: Workbook) -> Iterator[Breach]:
    """Every fact of a page has its row in the anchors file, as the fact now stands.

    Run 'tradebrief anchor ARTICLE --text FILE'.
    """
    for article in book.articles.values():
        if article.is_outside:
            continue
        rows = {row.anchor_id: row for row in book.anchors.get(article.id, ())}
        if not rows and article.facts:
            yield Breach(file_of(article), (), "no anchors file", f"Run 'tradebrief anchor {article.id} --text FILE'.")
            continue
        for number, fact in enumerate(article.facts):
            row = rows.pop(fact.id, None)
            if fact.at and (
                row is None or (row.start, row.end) != fact.at or row.tokens != fact.tokens or row.source_id != article.source.page
            ):
                yield Breach(
                    file_of(article),
                    ("facts", number, "at"),
                    fact.key if row is None else f"{fact.key} anchored at [{row.start}, {row.end}]",
                )
        for name in rows:
            yield Breach(
                f"articles/{article.id}.anchors.csv", (), name, "No fact has this anchor. Run 'tradebrief anchor ARTICLE --text FILE'."
            )


def numbers_have_a_unit(book: Workbook) -> Iterator[Breach]:
    """A number has a unit, and a share of a hundred is written %.

    Write 'unit: "%"', 'unit: cars', 'unit: days' beside the value.
    """
    for article, number, fact in each_fact(book):
        is_number = fact.value is not None and not isinstance(fact.value, str)
        if (is_number and not fact.unit) or (fact.unit or "").lower() in {"percent", "per cent", "pct", "percentage"}:
            yield Breach(file_of(article), ("facts", number), f"{plain_value(fact.value)} {fact.unit or ''}".strip())


def rates_say_how_they_count(book: Workbook) -> Iterator[Breach]:
    """A tariff rate in per cent says its sense and its state.

    Add 'sense: base, additional, total, baseline part or country part' and 'state: in force, suspended, threatened, ...'.
    """
    for article, number, fact in each_fact(book):
        if fact.kind == "tariff rate" and fact.unit == "%" and not (fact.sense and fact.state):
            yield Breach(file_of(article), ("facts", number), fact.key)


def uncertain_days_have_a_basis(book: Workbook) -> Iterator[Breach]:
    """A day that a text leaves open says on what basis it was narrowed down.

    Add 'basis' to the fact: how the day was counted, and from what.
    """
    for article, number, fact in each_fact(book):
        open_day = fact.on is not None and not fact.on.lasts and (not fact.on.exact or fact.on.inferred)
        if (open_day or fact.published) and not fact.basis:
            yield Breach(file_of(article), ("facts", number, "on"), (fact.on or fact.published or "") and str(fact.on or fact.published))


def nothing_held_is_still_to_come(book: Workbook) -> Iterator[Breach]:
    """A meeting or call that was held does not lie after the text that tells of it.

    Write 'kind: planned meeting', or correct 'on'.
    """
    for article, number, fact in each_fact(book):
        published = fact.published or article.source.published
        if fact.kind in HELD and fact.on and fact.on.earliest > published.latest:
            yield Breach(file_of(article), ("facts", number, "on"), f"{fact.on} in a text of {published}")


def plans_lie_ahead(book: Workbook) -> Iterator[Breach]:
    """A planned meeting does not lie before the text that tells of the plan.

    Write 'kind: meeting', or correct 'on'.
    """
    for article, number, fact in each_fact(book):
        published = fact.published or article.source.published
        if fact.kind == "planned meeting" and fact.on and fact.on.latest < published.earliest:
            yield Breach(file_of(article), ("facts", number, "on"), f"{fact.on} in a text of {published}")


def named_sources_have_a_name(book: Workbook) -> Iterator[Breach]:
    """A fact attributed to a named person says by whom.

    Add 'by', or write 'attribution: body' or 'attribution: anonymous'.
    """
    for article, number, fact in each_fact(book):
        if fact.attribution == "named" and not fact.by:
            yield Breach(file_of(article), ("facts", number), fact.key)


def a_fact_is_stated_once(book: Workbook) -> Iterator[Breach]:
    """A text states a key with one value once.

    Remove the second fact, or give it the key it answers.
    """
    for article in book.articles.values():
        seen: set[tuple[object, ...]] = set()
        for number, fact in enumerate(article.facts):
            said = (fact.key, fact.value, fact.unit, fact.sense, fact.on, fact.at)
            if said in seen:
                yield Breach(file_of(article), ("facts", number, "key"), fact.key)
            seen.add(said)

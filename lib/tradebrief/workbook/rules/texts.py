"""The rules that texts keep among each other: origins, copies, places on a page, speakers. See ``rules`` for how they are run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from tradebrief.errors import Names, near
from tradebrief.facts.records import Article
from tradebrief.workbook.rules.breach import Breach, each_fact, file_of
from tradebrief.workbook.workbook import Workbook


def origins_are_declared(book: Workbook) -> Iterator[Breach]:
    """The origin of a text has a file in origins.

    Write origins/NAME.yaml with title, agency and why these texts are one reporting.
    """
    known = Names(book.origins)
    for article in book.articles.values():
        name = article.source.origin
        if name not in book.origins and name not in book.unread:
            yield Breach(file_of(article), ("source", "origin"), name, near(name, known) if book.origins else "")


def copies_share_their_origin(book: Workbook) -> Iterator[Breach]:
    """A text that derives from another exists beside it and shares its origin.

    Name an article of this folder in 'derives_from' and give both the same origin.
    """
    for article in book.articles.values():
        parent = article.source.derives_from
        if (
            parent
            and parent not in book.unread
            and (parent not in book.articles or book.articles[parent].source.origin != article.source.origin or parent == article.id)
        ):
            yield Breach(file_of(article), ("source", "derives_from"), parent)


def copies_end_in_a_first_text(book: Workbook) -> Iterator[Breach]:
    """What a text derives from does not lead back to it.

    Remove 'derives_from' from the text that was first.
    """
    for article in book.articles.values():
        seen, parent = [article.id], article.source.derives_from
        while parent and parent in book.articles and parent not in seen:
            seen.append(parent)
            parent = book.articles[parent].source.derives_from
        if parent and parent == article.id and len(seen) > 1:
            yield Breach(file_of(article), ("source", "derives_from"), " -> ".join([*seen, parent]))


def parts_of_a_page_lie_apart(book: Workbook) -> Iterator[Breach]:
    """Texts on one page do not overlap.

    Correct 'part': the first and the last-plus-one code point in the N1 text of the page.
    """
    pages: dict[str, list[tuple[tuple[int, int], int, Article]]] = defaultdict(list)
    for number, article in enumerate(book.articles.values()):
        if article.source.page and article.source.part:
            pages[article.source.page].append((article.source.part, number, article))
    for placed in pages.values():
        furthest = min(placed)
        for text in sorted(placed)[1:]:
            if text[0][0] < furthest[0][1]:  # told with the one that reaches furthest, not with each it overlaps
                one, two = sorted((furthest, text), key=lambda place: place[1])
                yield Breach(file_of(two[2]), ("source", "part"), f"{list(two[0])}, and {one[2].id} has {list(one[0])}")
            furthest = max(furthest, text, key=lambda place: place[0][1])


def side_bars_name_their_neighbour(book: Workbook) -> Iterator[Breach]:
    """A side-bar names the text it stands beside, on the same page.

    Name an article of the same page in 'side_bar_of'.
    """
    known = Names(book.articles)
    for article in book.articles.values():
        name = article.source.side_bar_of
        if name and name not in book.unread and (name not in book.articles or book.articles[name].source.page != article.source.page):
            yield Breach(file_of(article), ("source", "side_bar_of"), name, near(name, known) if name not in book.articles else "")


def anchors_belong_to_an_article(book: Workbook) -> Iterator[Breach]:
    """An anchors file stands beside the article of its name.

    Remove it, or give the article back its name.
    """
    known = Names(book.articles)
    for name in book.anchors:
        if name not in book.articles and name not in book.unread:
            yield Breach(f"articles/{name}.anchors.csv", (), name, near(name, known))


def speakers_are_known(book: Workbook) -> Iterator[Breach]:
    """Whoever a fact is by stands in codes/people.yaml.

    Add the person there with name, side and office.
    """
    known = Names(book.people)
    for article, number, fact in each_fact(book):
        if fact.by and fact.by not in book.people:
            yield Breach(file_of(article), ("facts", number, "by"), fact.by, near(fact.by, known) if book.people else "")

"""Web pages: trafilatura takes the article out of menus, asides and scripts; title, author, publisher, language and day come from what the page declares.

Layout: where two or more ``<article>`` elements hold prose, each is an article; else the page is one. A day is taken, in this order, from
``article:published_time`` and its like in ``<meta>``, ``datePublished`` of JSON-LD (schema.org), ``<time datetime>`` in the article, what
htmldate finds in the markup, and a Japanese day in an element called *date* or the like. Nothing a page points to is fetched, no script is run.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, replace
from typing import Any

from tradebrief.errors import ask_error, needs
from tradebrief.texts.document import ARTICLE_END, Document, Head
from tradebrief.texts.encoding import declared_in, decoded

PROSE = 120
"""Letters of prose from which an ``<article>`` element is one and not a card with a headline; half as many in scripts without spaces."""

_PUBLISHED = ("article:published_time", "og:published_time", "datepublished", "article:published", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate",
              "publish-date", "publication_date", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "citation_publication_date", "date")  # fmt: skip
_AUTHOR = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl")
_PUBLISHER = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "twitter:site")
_STAMP = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_GONE = frozenset("script style noscript template nav aside footer form iframe object embed svg button select figure".split())  # noqa: SIM905
_BLOCKS = frozenset("p div h1 h2 h3 h4 h5 h6 li tr br section article header blockquote pre dt dd table ul ol td th time".split())  # noqa: SIM905


def read(data: bytes, where: str) -> dict[str, Any]:
    """The articles of a web page and what it says of them; ``AskError`` when it holds no text."""
    html = needs("lxml.html", "curate", where)
    text, encoding = decoded(data, where, declared_in(data))
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        page = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=parser)
    except (ValueError, html.etree.ParserError) as bad:
        raise ask_error(where, "holds no text", str(bad), "Save the page again, or paste its text.") from bad
    _without_controls(page)
    head = _head(page)
    articles = [one for one in page.iter("article") if _is_article(one)]
    if len(articles) > 1:
        heads = [replace(head, **_own(one, head, first=number == 0)) for number, one in enumerate(articles)]
        texts = [_words_of_article(one) for one in articles]
    else:
        heads = [replace(head, **_dated(articles[0] if articles else page, head, text, where))]
        texts = [_with_title(_main(page), _heading(articles[0] if articles else page))]
    found = Document(text=f"\n{ARTICLE_END}\n".join(texts), heads=tuple(heads), read_as=f"web page in {encoding}")
    return asdict(found)


def _without_controls(page: Any) -> None:
    """Take signs out of a page that no XML may hold: HTML parses them, and what is done with its parts then refuses them."""
    for one in page.iter():
        for part in ("text", "tail"):
            said = getattr(one, part)
            if said and _CONTROLS.search(said):
                setattr(one, part, _CONTROLS.sub("", said))


# --- the words ------------------------------------------------------------------------


def _main(page: Any) -> str:
    """The article of a page: what trafilatura finds, or all its prose where that is hardly any of what stands in the one article element."""
    trafilatura = needs("trafilatura", "curate", "a web page")
    found = trafilatura.bare_extraction(copy.deepcopy(page), include_comments=False, include_tables=True)
    text = found.text if found and found.text else ""
    marked = [one for one in page.iter("article", "main") if _is_article(one)]
    plain = _words(marked[0] if marked else page)
    return text if len(text) >= (0.5 if marked else 0.1) * len(plain) else plain


def _words_of_article(element: Any) -> str:
    """The words of one of several articles, its headline first."""
    return _with_title(_words(element), _heading(element))


def _words(element: Any) -> str:
    """Everything said in an element, a line for each block; menus, asides, forms and scripts left out."""
    element = copy.deepcopy(element)
    element.tail = None
    for one in list(element.iterdescendants()):
        if one.tag in _GONE or one.get("hidden") is not None or one.get("aria-hidden") == "true":
            one.drop_tree()
    lines = [""]
    for event, one in _walk(element):
        if one.tag in _BLOCKS:
            lines.append("")
        said = one.text if event == "start" else one.tail
        lines[-1] += re.sub(r"\s+", " ", said or "")
    return "\n".join(line.strip() for line in lines if line.strip())


def _walk(element: Any) -> Iterator[tuple[str, Any]]:
    etree = needs("lxml.etree", "curate", "a web page")
    return ((event, one) for event, one in etree.iterwalk(element, events=("start", "end")) if isinstance(one.tag, str))


def _is_article(element: Any) -> bool:
    """Whether an element holds enough prose, outside another article."""
    words = " ".join(paragraph.text_content() for paragraph in element.iter("p"))
    least = PROSE // 2 if re.search(r"[\u3041-\u30fa\u4e00-\u9fff]", words) else PROSE
    return len(" ".join(words.split())) >= least and not any(one.tag == "article" for one in element.iterancestors())


def _heading(element: Any) -> str:
    return next((" ".join(one.text_content().split()) for level in ("h1", "h2", "h3") for one in element.iter(level)), "")


def _with_title(text: str, title: str) -> str:
    """The text with its headline above it, once."""
    return text if not title or title in " ".join(text[: len(title) + 200].split()) else f"{title}\n{text}"


# --- what the page says of them ----------------------------------------------------------


def _head(page: Any) -> Head:
    """What the head of a page says of its article."""
    metas: dict[str, str] = {}
    for one in page.iter("meta"):
        name = (one.get("property") or one.get("name") or one.get("itemprop") or "").strip().lower()
        if name and (content := " ".join((one.get("content") or "").split())):
            metas.setdefault(name, content)
    linked = _json_ld(page)
    first = lambda names: next((metas[name] for name in names if name in metas and not metas[name].startswith("http")), "")  # noqa: E731
    whole = " ".join((page.findtext(".//title") or "").split())
    title = metas.get("og:title") or linked.get("headline") or _heading(page) or whole
    stamp, basis = next(((at, f"{name} in the page's head") for name in _PUBLISHED if (at := _stamp(metas.get(name, "")))), ("", ""))
    if not stamp and (stamp := _stamp(linked.get("datePublished", ""))):
        basis = "datePublished in the page's JSON-LD"
    return Head(
        title=_without_site(title, whole)[:300], author=(first(_AUTHOR) or linked.get("author", ""))[:120],
        publisher=(linked.get("publisher") or first(_PUBLISHER).lstrip("@") or _site_in(whole, title))[:80],
        language=_language(page.get("lang") or page.get("{http://www.w3.org/XML/1998/namespace}lang") or metas.get("og:locale") or linked.get("inLanguage", "")),
        stamp=stamp, basis=basis,
    )  # fmt: skip


_BETWEEN = re.compile(r"\s*[|｜]\s*|\s+[-–—‐:：]\s+")


def _site_in(whole: str, title: str) -> str:
    """A publisher behind the title of a window: *Envoys meet | Example Wire*."""
    parts = _BETWEEN.split(whole)
    rest = [part for part in parts[1:] if part and part not in title]
    return (
        rest[-1]
        if len(parts) > 1 and rest and len(rest[-1]) <= 40
        else parts[-1]
        if len(parts) > 1 and title == whole and len(parts[-1]) <= 40
        else ""
    )


def _without_site(title: str, whole: str) -> str:
    """A title without the publisher's name behind it."""
    parts = _BETWEEN.split(title)
    return title[: title.rfind(parts[-1])].rstrip(" |｜-–—‐:：") if title == whole and len(parts) > 1 and len(parts[-1]) <= 40 else title


def _json_ld(page: Any) -> dict[str, str]:
    """What an article's JSON-LD says: headline, author, publisher, day, language; a broken one says nothing."""
    for script in page.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            tree = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for one in _things(tree):
            if "article" in str(one.get("@type", "")).lower() or "datePublished" in one:
                return {
                    name: text
                    for name in ("headline", "author", "publisher", "datePublished", "inLanguage")
                    if (text := _name(one.get(name)))
                }
    return {}


def _things(tree: Any) -> Iterator[dict[str, Any]]:
    for one in tree if isinstance(tree, list) else [tree]:
        if isinstance(one, dict):
            yield one
            yield from (each for each in one.get("@graph") or () if isinstance(each, dict))


def _name(value: Any) -> str:
    """A thing's name: it may be given as text, as an object with a name, or as a list of these."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_name, value)))
    return str(value.get("name") or "") if isinstance(value, dict) else str(value or "")


def _language(text: str) -> str:
    found = re.match(r"[A-Za-z]{2}(?=$|[-_])", text.strip())
    return found.group().lower() if found else ""


def _stamp(text: str) -> str:
    """A day, with hour and offset where they are given, as ISO 8601; nothing where it is none.

    >>> _stamp("2025-06-28 09:12:00 GMT"), _stamp("soon")
    ('2025-06-28T09:12+00:00', '')
    """
    found = _STAMP.search(text)
    if not found:
        return ""
    year, month, day, hour, offset = found.groups()
    offset = "+00:00" if offset in {"Z", "UTC", "GMT"} else f"{offset[:3]}:{offset[-2:]}" if offset else ""
    return f"{year}-{int(month):02d}-{int(day):02d}" + (f"T{hour}{offset}" if hour else "")


def _own(article: Any, head: Head, *, first: bool) -> dict[str, str]:
    """What one of several articles says of itself: its headline and its ``<time>``; the page's day is the first one's."""
    stamp, basis = _time_in(article)
    if not stamp and first:
        stamp, basis = head.stamp, head.basis
    return {
        "title": _heading(article) or (head.title if first else ""),
        "author": head.author if first else "",
        "stamp": stamp,
        "basis": basis,
    }


def _time_in(element: Any) -> tuple[str, str]:
    stamp = next((at for one in element.iter("time") if (at := _stamp(one.get("datetime") or one.text_content()))), "")
    return stamp, "the article's <time>" if stamp else ""


_JAPANESE_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日(?:[(（].[)）])?\s*(?:(午前|午後)?(\d{1,2})[時:](\d{1,2}))?")
_CALLED_DATE = re.compile(r"date|time|publish|posted|stamp", re.IGNORECASE)


def _japanese_day(element: Any) -> tuple[str, str]:
    """A full day, with its hour where that stands beside it, in a short element whose class or id speaks of a date."""
    for one in element.iter("span", "p", "div", "li", "time", "dd"):
        named = _CALLED_DATE.search(f"{one.get('class', '')} {one.get('id', '')}")
        found = _JAPANESE_DAY.search(one.text_content()[:60]) if named else None
        if found:
            year, month, day, half, hour, minute = found.groups()
            clock = f"T{int(hour) % 12 + 12 if half == '午後' else int(hour):02d}:{int(minute):02d}" if hour else ""
            return f"{year}-{int(month):02d}-{int(day):02d}{clock}", "printed in an element for the page's date"
    return "", ""


def _dated(article: Any, head: Head, text: str, where: str) -> dict[str, str]:
    """The day of a page that is one article, where its head does not say."""
    if head.stamp:
        return {}
    stamp, basis = _time_in(article)
    if not stamp:
        htmldate = needs("htmldate", "curate", where)
        with suppress(ValueError):  # it reads the page anew, with signs that it then refuses
            stamp = htmldate.find_date(text, original_date=True, extensive_search=False, outputformat="%Y-%m-%d") or ""
        basis = "found in the page's markup by htmldate: check it" if stamp else ""
    if not stamp:
        stamp, basis = _japanese_day(article)
    return {"stamp": stamp, "basis": basis}

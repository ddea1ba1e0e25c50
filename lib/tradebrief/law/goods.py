"""Goods as customs names them: HS codes, the scopes that measures give by prefix, and lists of codes.

A code is text, never a number: 2 digits name a chapter, 4 a heading, 6 a subheading
(World Customs Organization), 8 and 10 a national line. A code covers every longer
code that starts with it. Whether a list holds a code has three answers: yes, no, or *not told*,
when the list names part of a heading only or the code is too short to tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator, model_validator

from tradebrief.errors import near, shown
from tradebrief.law.duty import Duty
from tradebrief.records.record import Name, Record, Text

#: Chapters of the Harmonized System; 77 is kept free, 98 and 99 are no goods but provisions.
CHAPTERS = frozenset(f"{number:02d}" for number in range(1, 98)) - {"77"}

#: The chapter of provisions under which goods may enter instead, as goods returned or repaired.
PROVISIONS = "98"

_WRITTEN = re.compile(r"\d{2}(?:\d{2}){0,4}")
_MARKS = re.compile(r"[.\s]")

STAND_IN = "stand-in"
"""The basis of a line that another act's list tells, because the act's own was not read."""

Covers = Literal["all", "part", "none"]


def read_code(text: Any) -> str:
    """The digits of an HS code written ``8703.23.01`` or ``87032301``; anything else is a ``ValueError``.

    >>> read_code("8703.23.01")
    '87032301'
    """
    digits = _MARKS.sub("", text) if isinstance(text, str) else ""
    if isinstance(text, int | float):
        raise ValueError(f"is a number, which loses a code's leading zeros (got {text!r}). Write it as text: '8703.23.01'.")
    if not isinstance(text, str) and isinstance(text, Iterable):
        raise ValueError(f"is several codes where one is asked about (got {shown(text)}). Ask about each, or use current_duties.")
    if not _WRITTEN.fullmatch(digits):
        raise ValueError(f"is not an HS code (got {text!r}). Write 2, 4, 6, 8 or 10 digits as text: 8703.23.01.")
    if digits[:2] not in CHAPTERS and digits[:2] != PROVISIONS:
        raise ValueError(f"names no chapter of the Harmonized System (got {text!r}). Chapters are 01 to 98 without 77.")
    return digits


def dotted(digits: str) -> str:
    """A code as customs writes it.

    >>> dotted("8703230190")
    '8703.23.01.90'
    """
    head, tail = digits[:4], digits[4:]
    return ".".join([head, *(tail[start : start + 2] for start in range(0, len(tail), 2))])


HSCode = Annotated[str, PlainValidator(read_code)]


@dataclass(frozen=True, kw_only=True, slots=True)
class EarlierRate:
    """What a rate was until a day, and the act that changed it; no duty where the line did not exist or had no such rate."""

    duty: Duty | None
    last_day: date
    published: date
    act: str


@dataclass(frozen=True, kw_only=True)
class CodeLine:
    """A row of a list of codes: the code, how much of it the list means, and what stands beside it.

    ``covers`` is ``all`` of the code, ``part`` (some of its lines and not others) or ``none`` (cut out
    of a shorter code above); ``duty`` the rate where the list gives one, ``before`` what it was on earlier days.
    """

    code: str
    covers: Covers = "all"
    duty: Duty | None = None
    label: str = ""
    basis: str = ""
    before: tuple[EarlierRate, ...] = ()

    def duty_on(self, as_of: date, known_by: date) -> Duty | None:
        """The rate of a day, as far as changes of it were published: one that nobody had heard of does not end the earlier rate."""
        return next((one.duty for one in self.before if as_of <= one.last_day or known_by < one.published), self.duty)


@dataclass(frozen=True, kw_only=True, eq=False)
class CodeList:
    """A named list of codes; the longest code that covers a good decides. ``full`` says that it is a user's own whole list."""

    name: str
    lines: tuple[CodeLine, ...]
    full: bool = False

    @cached_property
    def _by_code(self) -> dict[str, CodeLine]:
        return {line.code: line for line in self.lines}

    @cached_property
    def _below(self) -> dict[str, tuple[CodeLine, ...]]:
        below: dict[str, list[CodeLine]] = {}
        for line in self.lines:
            for size in range(2, len(line.code), 2):
                below.setdefault(line.code[:size], []).append(line)
        return {prefix: tuple(lines) for prefix, lines in below.items()}

    @cached_property
    def stand_ins(self) -> frozenset[str]:
        """Headings of which another act's list tells the lines."""
        return frozenset(line.code[:4] for line in self.lines if line.basis == STAND_IN)

    def line(self, code: str) -> CodeLine | None:
        """The longest line that covers a code, if any."""
        for size in range(len(code), 1, -2):
            found = self._by_code.get(code[:size])
            if found is not None:
                return found
        return None

    def touched(self) -> frozenset[str]:
        """Every prefix under which or above which a line of it stands."""
        return frozenset(self._below | self._by_code)

    def below(self, code: str) -> tuple[CodeLine, ...]:
        """The lines that lie below a code, so that it alone cannot tell which is meant."""
        return self._below.get(code, ())

    def holds(self, code: str) -> bool | None:
        """Whether the list holds a code; ``None`` when neither the list nor the code can tell.

        >>> vehicles = CodeList(name="v", lines=(CodeLine(code="8703"), CodeLine(code="870310", covers="none"), CodeLine(code="8704", covers="part")))
        >>> vehicles.holds("87032301"), vehicles.holds("87031010"), vehicles.holds("870421"), vehicles.holds("8703"), vehicles.holds("0101")
        (True, False, None, None, False)
        """
        found = self.line(code)
        said = {None: False, "none": False, "part": None, "all": True}[found.covers if found else None]
        return (
            None
            if said is not None and any(({"none": False, "part": None, "all": True}[line.covers]) != said for line in self.below(code))
            else said
        )


class LeftOut(Record):
    """What a scope leaves out: prefixes, or a list of codes."""

    codes: tuple[HSCode, ...] = ()
    list: Name | None = None


class Goods(Record):
    """The goods a measure is about: all, or by prefix, or by a list of codes; less an exception.

    ``partly`` names prefixes of which the act takes some lines only; a question about them needs the
    full ``list``. A list named here stands beside the measure as NAME.codes.csv, unless the user gives his own.
    """

    all: Annotated[bool, Field(strict=False)] = False
    """true: every good."""
    codes: tuple[HSCode, ...] = ()
    """Prefixes that are in the scope whole."""
    partly: tuple[HSCode, ...] = ()
    """Prefixes of which the act takes some lines only; a full list must tell."""
    list: Name | None = None
    """A list NAME.codes.csv beside the measure, or a NAME.csv of the user."""
    except_: Annotated[LeftOut | None, Field(alias="except")] = None
    """What is left out: codes, or the name of a list."""
    note: Text | None = None
    """How the scope was drawn up."""

    @model_validator(mode="before")
    @classmethod
    def _a_name_is_a_list(cls, data: Any) -> Any:
        """``except: NAME`` is short for a list of that name."""
        if isinstance(data, dict) and isinstance(data.get("except"), str):
            return {**data, "except": {"list": data["except"]}}
        return data

    @model_validator(mode="after")
    def _says_which(self) -> Goods:
        if self.all == bool(self.codes or self.partly or self.list):
            raise ValueError(
                "says neither which goods nor all goods, or both (got no single scope). Write 'all: true', or 'codes' or 'list'."
            )
        return self

    def lists(self) -> tuple[str, ...]:
        """The names of the lists it needs."""
        return tuple(filter(None, (self.list, self.except_.list if self.except_ else None)))

    def short(self) -> tuple[CodeLine, ...]:
        """The prefixes written in the record itself."""
        return tuple(CodeLine(code=code) for code in self.codes) + tuple(CodeLine(code=code, covers="part") for code in self.partly)


def find_list(name: str, lists: dict[str, CodeList], where: str) -> CodeList:
    """A list by its name; a ``ValueError`` naming the nearest one otherwise."""
    if name not in lists:
        raise ValueError(f"{where} names no list of codes (got {name!r}). {near(name, lists)}")
    return lists[name]


@dataclass(frozen=True, kw_only=True)
class Scope:
    """A scope ready to be asked: the same answers as ``Goods`` with its lists at hand.

    ``doubtful`` is the name of the list whose text would tell, when ``holds`` cannot.
    """

    all: bool
    inside: tuple[CodeList, ...]
    outside: tuple[CodeList, ...]

    def holds(self, code: str) -> bool | None:
        """Whether a code is in the scope; ``None`` when a full list would have to tell."""
        held: bool | None = self.all
        for one in self.inside:
            said = one.holds(code)
            if said:
                held = True
                break
            held = None if said is None else held
        if held is False:
            return False
        for one in self.outside:
            said = one.holds(code)
            if said:
                return False
            held = None if said is None else held
        return held

    def touched(self) -> frozenset[str] | None:
        """The prefixes near which it can hold a code; ``None`` when it is about all goods."""
        return None if self.all else frozenset[str]().union(*(one.touched() for one in self.inside))

    def line(self, code: str) -> CodeLine | None:
        """The longest line that covers a code in the lists of the scope."""
        found = [line for one in self.inside if (line := one.line(code))]
        return max(found, key=lambda line: len(line.code)) if found else None

    def doubtful(self, code: str) -> CodeList | None:
        """The list that leaves a code open."""
        return next((one for one in (*self.inside, *self.outside) if one.holds(code) is None), None)


def scope_of(goods: Goods, owner: str, lists: dict[str, CodeList]) -> Scope:
    """The scope of a measure with its lists; a list given in full by the user stands in for the prefixes of the record."""
    short, name = bool(goods.codes or goods.partly), goods.list or owner
    named = lists.get(name) if short or goods.all else find_list(name, lists, "goods, list")
    inside = [named] if named and (named.full or goods.list) else []
    if short and not (named and named.full):
        inside = [CodeList(name=name, lines=goods.short()), *inside]
    outside: list[CodeList] = []
    if goods.except_ and goods.except_.codes:
        outside.append(CodeList(name=owner, lines=tuple(CodeLine(code=code) for code in goods.except_.codes)))
    if goods.except_ and goods.except_.list:
        outside.append(find_list(goods.except_.list, lists, "goods, except"))
    return Scope(all=goods.all, inside=tuple(inside), outside=tuple(outside))


def examples(lines: Iterable[CodeLine], most: int = 3) -> str:
    """A few codes, as errors show what could have been meant."""
    return ", ".join(dotted(line.code) for line in list(lines)[:most])


class Label(Record):
    """A name for goods, by HS code, in our own words."""

    id: HSCode
    name: Text
    """What a reader calls them."""
    short: Text | None = None
    """What a sentence calls them, where the name is too exact for one."""
    also: tuple[Text, ...] = ()
    """What else people search for, in any language."""
    line: HSCode | None = None
    """The code that stands for them in lists of what moved; without one they are not listed."""


def name_of(code: str, labels: Iterable[Label]) -> str:
    """What a sentence calls the longest labelled code above a code, or nothing."""
    found = [label for label in labels if code.startswith(label.id)]
    longest = max(found, key=lambda label: len(label.id), default=None)
    return (longest.short or longest.name) if longest else ""

"""The rules the law of a folder of seeds keeps: measures, scenarios, lists of codes. See ``rules`` for how they are run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import combinations

from tradebrief.errors import near
from tradebrief.law.goods import CodeLine, CodeList
from tradebrief.law.hts.store import ScheduleList
from tradebrief.law.measure import BASES, TYPES, Measure
from tradebrief.law.prepared_measures import beaten_by
from tradebrief.period import Period
from tradebrief.workbook.rules.breach import Breach
from tradebrief.workbook.workbook import Workbook

#: Types of which several may apply to one good: exemptions charge nothing, of preferences the lowest is taken.
HARMLESS = frozenset({"exemption", "preferential duty"})


def _file(measure: Measure, folder: str = "measures") -> str:
    return f"{folder}/{measure.id}.yaml"


def _laws(book: Workbook) -> list[tuple[str, Mapping[str, Measure]]]:
    """The law and every publisher's reading of it, each with its folder."""
    return [("measures", book.measures), *((f"publisher_law/{name}", measures) for name, measures in book.publisher_law.items())]


def _measures(book: Workbook) -> Iterator[tuple[str, Measure]]:
    """Every measure with its folder, of the law or a publisher's reading of it."""
    return ((folder, measure) for folder, measures in _laws(book) for measure in measures.values())


def relations_name_measures(book: Workbook) -> Iterator[Breach]:
    """A relation names a measure of this folder, a type of measures or a legal ground.

    Name the file of a measure without its ending, a type such as 'section 232 autos', or a ground such as 'section 232'.
    """
    known = {folder: {*measures, *TYPES, *BASES, *book.unread} for folder, measures in _laws(book)}
    for folder, measure in _measures(book):
        for field, names in (("yields_to", measure.yields_to), ("supersedes", measure.supersedes)):
            for number, name in enumerate(names):
                if name not in known[folder] or name == measure.id:
                    yield Breach(_file(measure, folder), (field, number), name, near(name, known[folder] - {measure.id}))


def measures_do_not_yield_in_a_circle(book: Workbook) -> Iterator[Breach]:
    """What a measure yields to does not yield to it in turn.

    Remove one of the relations: the act that is later or says so takes the place of the other.
    """
    for folder, measures in _laws(book):
        beaten = beaten_by(list(measures.values()))
        left = dict(beaten)
        while free := [name for name, strong in left.items() if not strong & left.keys()]:
            left = {name: strong for name, strong in left.items() if name not in free}
        circle = sorted(name for name in left if _returns(name, beaten))
        if circle:
            yield Breach(_file(measures[circle[0]], folder), ("yields_to",), " -> ".join([*circle, circle[0]]))


def _returns(name: str, beaten: dict[str, frozenset[str]]) -> bool:
    seen: set[str] = set()
    ahead = list(beaten[name])
    while ahead:
        strong = ahead.pop()
        if strong == name:
            return True
        if strong not in seen:
            seen.add(strong)
            ahead += beaten[strong]
    return False


def measures_end_after_they_begin(book: Workbook) -> Iterator[Breach]:
    """The last day of a measure is not before its first.

    Correct 'last_day' or the days under 'duties'.
    """
    for folder, measure in _measures(book):
        if measure.last_day and measure.last_day < measure.first_day:
            yield Breach(_file(measure, folder), ("last_day",), f"{measure.last_day}, and the first duty is of {measure.first_day}")


def scopes_name_lists(book: Workbook) -> Iterator[Breach]:
    """A list of codes that a measure needs stands beside it.

    Write NAME.codes.csv with a column 'code' into the folder of the measure, or give the codes in the record.
    """
    for folder, measure in _measures(book):
        goods = measure.goods
        needed = [("list", goods.list)] if goods.list and not (goods.codes or goods.partly) else []
        needed += [("except", goods.except_.list)] if goods.except_ and goods.except_.list else []
        for field, name in needed:
            if name not in book.lists:
                yield Breach(_file(measure, folder), ("goods", field), str(name), near(str(name), book.lists))


def base_rates_stand_in_their_list(book: Workbook) -> Iterator[Breach]:
    """Every line of a list whose rates are charged as listed has a rate.

    Fill the column 'duty', as '2.5%' or 'free'.
    """
    for measure in book.measures.values():
        entries = [entry for readings in measure.duties.values() for entry in readings]
        if any(entry.says.endswith("the rate of each line") for entry in entries):
            found = book.lists.get(measure.goods.list or "")
            for line in found.lines if found and not isinstance(found, ScheduleList) else ():
                if line.duty is None and line.covers == "all":
                    yield Breach(f"measures/{measure.goods.list}.codes.csv", (), line.code)


def schedules_are_as_built(book: Workbook) -> Iterator[Breach]:
    """The files of a tariff schedule in hts/ are as the command made them: every line in order, with rates that can be read.

    Make the schedule anew: tradebrief hts build FILE --revision YEAR-NUMBER.
    """
    for schedule in book.revisions.values():
        for name, line, wrong, got in schedule.faults():
            yield Breach(f"hts/{name}", (), f"line {line} {wrong}: {got}" if line else f"{wrong}: {got}")


def measures_charge_something(book: Workbook) -> Iterator[Breach]:
    """A measure has a reading under 'duties', or its partners have.

    Write the day and the duty under 'duties', or a table NAME.partners.csv beside the measure.
    """
    for measure in book.measures.values():
        if not measure.duties and not measure.partners:
            yield Breach(_file(measure), ("duties",), "nothing")


def origins_are_known_parties(book: Workbook) -> Iterator[Breach]:
    """Importer and origins of a measure are listed in codes/parties.yaml.

    Add the party by its ISO 3166 code, or correct the code.
    """
    if not book.partners:
        return
    for folder, measure in _measures(book):
        for party in (measure.importer, *measure.origins.only, *measure.origins.except_, *measure.partners):
            if party not in book.partners:
                yield Breach(_file(measure, folder), ("origins",), party, near(party, book.partners))


def measures_of_one_type_do_not_overlap(book: Workbook) -> Iterator[Breach]:
    """Two measures of one type apply to different goods, origins or days, unless one gives way to the other.

    Take the shared codes, origins or days out of one of them, or write 'yields_to' or 'supersedes'.
    """
    measures = [one for one in book.measures.values() if one.type not in HARMLESS]
    beaten = beaten_by(list(book.measures.values()))
    for one, other in combinations(measures, 2):
        if (one.type, one.importer) != (other.type, other.importer) or one.id in beaten[other.id] or other.id in beaten[one.id]:
            continue
        if _periods_meet(one, other) and _origins_meet(book, one, other) and (shared := _shared_code(book, one, other)):
            yield Breach(_file(other), ("goods",), f"{shared} is in {one.id} as well")


def _periods_meet(one: Measure, other: Measure) -> bool:
    return any(here.overlaps(there) for here in _periods(one) for there in _periods(other))


def _periods(measure: Measure) -> list[Period]:
    """The days a measure charges anything, once all its acts are known."""
    found: list[Period] = []
    start: date | None = None
    for day in measure.days():
        standing = [entry for entry in measure.duties[day] if not entry.expected]
        if not standing:
            continue
        if standing[-1].ends and start:
            found.append(Period(start=start, end=day - timedelta(days=1)))
            start = None
        elif not standing[-1].ends:
            start = start or day
    last = measure.last_day
    return [*found, Period(start=start, end=last if last and last >= start else None)] if start else found


def _origins_meet(book: Workbook, one: Measure, other: Measure) -> bool:
    named = {*book.partners, *one.origins.only, *other.origins.only, "ZZZ"}
    return any(one.origins.holds(party) and other.origins.holds(party) for party in named)


def _shared_code(book: Workbook, one: Measure, other: Measure) -> str:
    """A code that both surely cover, or nothing."""
    if one.goods.all or other.goods.all:
        return "every code" if one.goods.all and other.goods.all else "some code"
    here, there = _codes(book, one), _codes(book, other)
    for mine, theirs in ((here, there), (there, here)):
        for line in mine.lines:
            if line.covers == "all" and theirs.holds(line.code):
                return line.code
    return ""


def _codes(book: Workbook, measure: Measure) -> CodeList:
    found = book.lists.get(measure.goods.list or "")
    lines: tuple[CodeLine, ...] = measure.goods.short() or (found.lines if found else ())
    return CodeList(name=measure.id, lines=lines)


def scenarios_name_measures(book: Workbook) -> Iterator[Breach]:
    """A scenario names measures of this folder, and expected duties that are announced in them.

    Name the file of a measure; under 'expect' the day of an entry that says 'expected'.
    """
    for scenario in book.scenarios.values():
        for name in scenario.named:
            field = "off" if name in scenario.off else "change" if name in scenario.change else "expect"
            if name not in book.measures and name not in book.unread:
                yield Breach(f"scenarios/{scenario.id}.yaml", (field,), name, near(name, book.measures))
            elif name in scenario.expect and name in book.measures and book.measures[name].expectation(scenario.expect[name]) is None:
                days = [str(day) for day in book.measures[name].duties if book.measures[name].expectation(day)]
                yield Breach(
                    f"scenarios/{scenario.id}.yaml", ("expect", name), str(scenario.expect[name]), near(str(scenario.expect[name]), days)
                )


def scenarios_cite_facts(book: Workbook) -> Iterator[Breach]:
    """The keys a scenario cites are answered by some fact.

    Correct the key, or leave it out.
    """
    keys = {fact.key for article in book.articles.values() for fact in article.facts}
    for scenario in book.scenarios.values() if keys and not book.unread else ():
        for number, key in enumerate(scenario.cites):
            if key not in keys:
                yield Breach(f"scenarios/{scenario.id}.yaml", ("cites", number), key, near(key, keys))


def rates_are_checked_against_the_law(book: Workbook) -> Iterator[Breach]:
    """The key of a tariff rate stands in codes/rates.yaml, with measures of this folder, so that the rate is checked against the schedule.

    Add the key there with the code of a good, its origin and the measures it is about.
    """
    for key, about in book.rate_keys.items():
        for name in about.measures:
            if name not in book.measures and name not in book.unread:
                yield Breach("codes/rates.yaml", (key, "measures"), name, near(name, book.measures))
    asked = {
        fact.question for article in book.articles.values() for fact in article.facts if fact.kind == "tariff rate" and fact.unit == "%"
    }
    for key in sorted(asked - set(book.rate_keys)) if book.rate_keys else ():
        yield Breach("codes/rates.yaml", (), key, near(key, book.rate_keys))

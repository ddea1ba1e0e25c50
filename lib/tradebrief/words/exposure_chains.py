"""Chains from what trade owes down to acts, the table of trade, conventions, scenarios and assumptions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tradebrief.analysis.exposure.benchmarks import ScenarioResult
from tradebrief.analysis.exposure.conventions import BY_LINE, UNSETTLED
from tradebrief.analysis.exposure.parts import ExposurePart, ExposureQuery
from tradebrief.analysis.exposure.result import Exposure
from tradebrief.analysis.exposure.series import Series, Shift
from tradebrief.law.scenario import Scenario
from tradebrief.provenance import citations as cites
from tradebrief.provenance.lineage import Trace
from tradebrief.words.sentence import number_of
from tradebrief.words.steps import counted, dollars, formula, of_act, of_assumption, of_convention, of_sheet, some

MOST = 6
"""Measures that a chain shows one by one; the others are told as a sum."""


# --- what an inquiry is made of ------------------------------------------------------------


def of_table(ask: ExposureQuery, says: str) -> Trace:
    """A sum over the rows of the table of trade, or over the asker's own lines."""
    if ask.sheet:
        return of_sheet(ask.sheet, says)
    return Trace(kind="table", says=f"{says} of {ask.table.name}", cite=f"lines of {ask.table.name}")


def of_value(ask: ExposureQuery) -> Trace:
    """The customs value of the trade that counts."""
    without = f", without chapters {' and '.join(ask.how.without_chapters)}" if ask.how.without_chapters else ""
    return of_table(ask, f"customs value {dollars(ask.value)}: customs_value_usd{without}")


def of_duty(ask: ExposureQuery) -> Trace:
    """The duty: the ordinary one and what each measure adds."""
    paying = [part for part in ask.charged if part.duty]
    added = sum(part.duty for part in paying)
    ordinary = [of_table(ask, f"ordinary duty {dollars(ask.inside)}: mfn_duty_usd")] if ask.inside else []
    says = f"{ask.inside:,.0f} + {added:,.0f} = {dollars(ask.inside + added)}: ordinary duty{'' if ordinary else ', left out'}, and what {len(paying)} measures add"
    return formula(says, *ordinary, *_charges(ask, paying), *map(of_scenario, ask.law.chosen))


def _charges(ask: ExposureQuery, paying: Sequence[ExposurePart]) -> Sequence[Trace]:
    """What the dearest measures take, and the others together, with the question that lists them."""
    rest = paying[MOST:]
    says = f"{number_of(len(rest), 'more measure')}: {dollars(sum(part.duty for part in rest))} ({_asked(ask)})"
    more = [Trace(kind="table", says=says, cite=cites.table(ask.sheet) if ask.sheet else "")] if rest else []
    return [*map(of_charge, paying[:MOST]), *more]


def _asked(ask: ExposureQuery) -> str:
    """The command that lists all that an inquiry holds."""
    words = [f"tradebrief exposure --as-of {ask.law.as_of}"]
    if ask.law.known_by != ask.schedule.law.known_to:
        words.append(f"--known-by {ask.law.known_by}")
    if ask.how.id != "legal":
        words.append(f"--convention {ask.how.id}")
    return " ".join([*words, *(f"--scenario {name}" for name in ask.law.scenarios)])


def of_charge(part: ExposurePart) -> Trace:
    """What one measure takes, by its act."""
    by = f", by scenario {part.scenario}" if part.scenario else ""
    return of_act(part, f"{part.title} {part.says} on {dollars(part.customs_value)}{by}: {dollars(part.duty)}")


def of_rate(ask: ExposureQuery) -> Trace:
    """The effective rate: duty over customs value."""
    total = ask.rate() * ask.value
    says = f"{total:,.0f} / {ask.value:,.0f} = {100 * ask.rate():.4f} %: duty over customs value on {ask.law.as_of}"
    return formula(says, of_duty(ask), of_value(ask), of_convention(ask.how))


def of_scenario(one: Scenario) -> Trace:
    """A scenario: what it switches, and its file."""
    switched = "every additional duty off" if one.off == "everything" else "; ".join(f"{name} {one.says(name)}" for name in one.named)
    by = f", by {', '.join(one.acts)}" if one.acts else ""
    says = f"{one.title}: {switched or 'nothing is switched'}{by}; scenarios/{one.id}.yaml"
    return Trace(kind="scenario", says=says, to="scenarios", cite=cites.own("scenario", one.id))


# --- the exposure of a day -----------------------------------------------------------------


def effective(found: Exposure) -> Trace:
    """The effective rate of an exposure."""
    return replace(of_rate(found.ask), to="groups") if found.ask else _collected(found)


def duty(found: Exposure) -> Trace:
    """The duty in dollars, measure by measure."""
    return replace(of_duty(found.ask), to="measures") if found.ask else _collected(found)


def value(found: Exposure) -> Trace:
    """The customs value."""
    return of_value(found.ask) if found.ask else _collected(found)


def _collected(found: Exposure) -> Trace:
    """What customs collected in a month: there is no law to work out."""
    assert found.kept is not None
    row = f"row {found.as_of:%Y-%m}: duty_usd, customs_value_usd"
    says = f"{found.duty:,.0f} / {found.customs_value:,.0f} = {100 * found.effective_rate:.4f} %: what customs collected in the month"
    return formula(says, of_sheet(found.kept, row), of_convention(found.convention))


def band(found: Exposure) -> Trace:
    """The band: every open number at the end that lowers the rate, then that raises it."""
    if found.ask is None:
        return _collected(found)
    moved = [_swing(found, name, pair) for name, pair in found.swings.items() if pair[0] != pair[1]]
    still = len(found.swings) - len(moved)
    says = f"{100 * found.low:.4f} to {100 * found.high:.4f} %: every open number at the end that lowers the rate, then at the one that raises it"
    return formula(says + (f"; {still} more make no difference that day" if still else ""), duty(found), value(found), *moved)


def _swing(found: Exposure, name: str, pair: tuple[float, float]) -> Trace:
    """An open number alone, from end to end."""
    assert found.ask is not None
    goes = f"alone it takes the rate from {100 * pair[0]:.2f} to {100 * pair[1]:.2f} %"
    if name == UNSETTLED:
        told_by = cites.table(found.ask.sheet) if found.ask.sheet else ""
        return Trace(kind="assumption", says=f"what the lists leave open lies in no scope, or in all that it may; {goes}", cite=told_by)
    one = found.ask.book.assumptions[name]
    by_line = "metal in each line by its industry, or one share: " if name == BY_LINE else ""
    return of_assumption(one, f"{by_line}{goes}; {one.source}")


def increase(found: Exposure) -> Trace:
    """What is owed beyond the ordinary duty, over customs value."""
    added = found.increase_over_mfn * found.customs_value
    ordinary = found.duty - added
    says = f"({found.duty:,.0f} - {ordinary:,.0f}) / {found.customs_value:,.0f} = {100 * found.increase_over_mfn:.4f} %: without the ordinary duty"
    if found.ask is None:
        return formula(says, duty(found), *(Trace(kind="assumption", says=one) for one in found.caveats))
    return formula(says, duty(found), value(found))


def yen(found: Exposure) -> Trace:
    """The duty in yen."""
    says = f"{found.duty:,.0f} · {found.yen_per_dollar:g} = {found.duty_yen:,.0f} yen"
    return formula(says, duty(found), *([of_assumption(found.exchange)] if found.exchange else []))


def coverage(found: Exposure) -> Trace:
    """The share of trade that owes an additional duty."""
    share = found.coverage or 0.0
    says = f"{share * found.customs_value:,.0f} / {found.customs_value:,.0f} = {100 * share:.4f} %: value of the rows of trade on which any measure takes something"
    return formula(says, duty(found), value(found))


# --- groups and measures --------------------------------------------------------------------


def group_rate(found: Exposure, part: ExposurePart) -> Trace:
    """The rate on one group of products."""
    says = f"{part.duty:,.0f} / {part.customs_value:,.0f} = {100 * part.rate:.4f} %: {part.title}, duty over customs value"
    return formula(says, *_of_group(found, part), to="groups")


def group_share(found: Exposure, part: ExposurePart, of: str) -> Trace:
    """The share of one group in all duty or in all trade; ``of`` is ``duty`` or ``customs_value``."""
    mine, all_of_it = getattr(part, of), getattr(found, of)
    says = f"{mine:,.0f} / {all_of_it:,.0f} = {100 * mine / all_of_it:.4f} %: {part.title}, share of all {of.replace('_', ' ')}"
    whole = duty(found) if of == "duty" else value(found)
    return formula(says, *_of_group(found, part), whole, to="groups")


def group_duty(found: Exposure, part: ExposurePart) -> Trace:
    """The duty of one group of products and its rate."""
    says = f"{part.rate * 100:.4f} % · {part.customs_value:,.0f} = {dollars(part.duty)}: {part.title}"
    return formula(says, *_of_group(found, part), to="groups")


def _of_group(found: Exposure, part: ExposurePart) -> tuple[Trace, ...]:
    """The rows of a group, and the acts that take most of what is owed at all."""
    if found.ask is None:
        return (_collected(found),)
    rows = of_table(found.ask, f"rows whose product_group is {part.name}: customs_value_usd, mfn_duty_usd")
    return rows, *(of_charge(one) for one in found.ask.charged_on(part.name)[:2])


def measure(found: Exposure, part: ExposurePart) -> Trace:
    """What one measure takes."""
    return replace(of_charge(part), to="measures", of=(value(found),))


def held_back(found: Exposure, parts: Sequence[ExposurePart]) -> Trace:
    """What is suspended: what each measure would take at once, less what it takes."""
    now = {part.name: part.duty for part in found.by_measure}
    sums = " + ".join(f"({now[part.name] + part.duty:,.0f} - {now[part.name]:,.0f})" for part in parts)
    says = f"{sums} = {dollars(sum(part.duty for part in parts))}: what would be owed at once less what is owed"
    book = found.ask.book.scenarios if found.ask else {}
    switches = [of_scenario(book[name]) for name in dict.fromkeys(part.scenario for part in parts) if name in book]
    return formula(says, *(of_act(part, f"{part.title}, charges now: {part.says}") for part in parts), *switches)


# --- days and scenarios ---------------------------------------------------------------------


def step(found: Series, number: int) -> Trace:
    """A step of the daily series: what each measure takes more or less from that day on."""
    day, total, rate = found.steps[number]
    now = found.asks[number][1]
    says = f"{total:,.0f} / {now.value:,.0f} = {100 * rate:.4f} % from {day} on"
    if number:
        says += f"; {found.steps[number - 1][1]:,.0f} / {now.value:,.0f} = {100 * found.steps[number - 1][2]:.4f} % before"
    moved = some([_shift(one) for one in found.shifts(number)], most=4)
    return formula(says, *moved, of_value(now), to="steps")


def _shift(one: Shift) -> Trace:
    return of_act(one, f"{one.title}: {one.before:,.0f} to {dollars(one.after)}")


def steps(found: Series) -> Trace:
    """How many steps there are, the act that moves most at each."""
    rows = [_step_in_short(found, number, day) for number, (day, _, _) in enumerate(found.steps)][1:]
    return counted(
        f"days from {found.first} to {found.last} with another rate than the day before",
        len(found.steps),
        [of_value(found.asks[0][1]), *rows],
        shown="Days on which what is owed changes",
        to="steps",
        most=8,
    )


def _step_in_short(found: Series, number: int, day: date) -> Trace:
    moved = found.shifts(number)[:1]
    if not moved:
        return of_value(found.asks[number][1])
    return of_act(moved[0], f"{day}: {moved[0].title}")


def switched(found: ScenarioResult) -> Trace:
    """What a scenario costs or saves."""
    after, before = found.exposure.duty, found.exposure.duty - found.difference
    says = f"{after:,.0f} - {before:,.0f} = {found.difference:+,.0f} USD: duty under the scenario less duty without it"
    return formula(says, *([_under(found)] if found.exposure.ask else []), to="scenarios")


def _under(found: ScenarioResult) -> Trace:
    """The duty under a scenario."""
    assert found.exposure.ask is not None
    return of_duty(found.exposure.ask)


def rate_under(found: ScenarioResult) -> Trace:
    """The effective rate under a scenario."""
    one = found.exposure
    says = f"{one.duty:,.0f} / {one.customs_value:,.0f} = {100 * one.effective_rate:.4f} %: duty over customs value under the scenario"
    return formula(says, *([_under(found), of_value(one.ask)] if one.ask else [_collected(one)]), to="scenarios")


def scenarios(found: Sequence[ScenarioResult]) -> Trace:
    """How many scenarios begin by the day."""
    rows = [of_scenario(one) for what in found if what.exposure.ask for one in what.exposure.ask.law.chosen]
    return counted("scenarios of the workbook whose days hold the day", len(found), rows)

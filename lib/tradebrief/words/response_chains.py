"""Chains from what trade does about a duty, and from a quota, down to formulas, assumptions and what is owed."""

from __future__ import annotations

from collections.abc import Sequence

from tradebrief.analysis.incidence.draws import SEED, Band
from tradebrief.analysis.incidence.quota import QuotaCase
from tradebrief.analysis.incidence.response import OUTCOMES, Response
from tradebrief.provenance.lineage import Trace
from tradebrief.words import exposure_chains as owed
from tradebrief.words.steps import formula, of_assumption, some

#: How each outcome is made of a group's customs value v, rates t0 and t1 before and after, pass-through p and elasticity e.
FORMULAS = {
    "duty_usd": "Σ t1 · v · exp((p - 1) x - e p x), x = ln((1 + t1) / (1 + t0))",
    "exporter_usd": "Σ v · exp(-e p x) · (1 - exp((p - 1) x)), x = ln((1 + t1) / (1 + t0))",
    "buyer_usd": "Σ t1 · v1 - t0 · v · exp(-e p x) - what exporters bear, v1 = v · exp((p - 1) x - e p x)",
}

MOST = 4
"""Assumptions that a chain shows, those on which most hangs first."""

GROUPS = "Prices and volumes by product group, central run"
"""The table of the page that holds rate, pass-through and elasticity of each group."""


def outcome(found: Response, name: str) -> Trace:
    """One outcome of the central run."""
    says = f"{FORMULAS[name]}, over {len(found.lines)} groups = {found.bands[name].central:,.0f} USD: {OUTCOMES[name]}"
    return formula(says, _groups(found), to="response")


def band(found: Response, one: Band) -> Trace:
    """The band of an outcome over the draws."""
    says = (
        f"5th and 95th hundredth of {found.count:,} draws (seed {SEED}) = {one.low:,.0f} to {one.high:,.0f} USD; "
        "each open number triangular from low over central to high"
    )
    return formula(says, _groups(found), to="response")


def static(found: Response) -> Trace:
    """The duty while nothing has moved, the ordinary one inside."""
    says = f"Σ t1 · v over {len(found.lines)} groups = {found.static_duty:,.0f} USD"
    return formula(says, *_static(found), to="response-groups")


def share(found: Response) -> Trace:
    """The part of what is new that exporters bear."""
    exporter, buyer = found.bands["exporter_usd"].central, found.bands["buyer_usd"].central
    total = exporter + buyer
    says = f"{exporter:,.0f} / ({exporter:,.0f} + {buyer:,.0f}) = {100 * exporter / total if total else 0:.4f} %"
    return formula(says, _groups(found), to="response")


def loss(found: Response) -> Trace:
    """The triangle of lost trade."""
    says = f"Σ ½ · e · v · t1² / (1 + t1) over {len(found.lines)} groups = {found.loss:,.0f} USD (Harberger's triangle)"
    return formula(says, _groups(found), to="response-groups")


def uniform(found: Response) -> Trace:
    """The one rate that would cost as much."""
    says = f"√(Σ e · v · t1² / Σ e · v) over {len(found.lines)} groups = {100 * found.tri:.4f} % (Kee, Nicita and Olarreaga 2009)"
    return formula(says, _groups(found), to="response-groups")


def swung(found: Response, name: str) -> Trace:
    """The duty left with one open number at each of its ends."""
    low, high = found.tornado[name]
    says = f"{FORMULAS['duty_usd']} = {low:,.0f} USD with it at its low end, {high:,.0f} USD at its high end, the others at their centre"
    return formula(says, of_assumption(found.assumed[name]), *_static(found))


def _groups(found: Response) -> Trace:
    """What each group of products goes into the formulas with: value and rates, and the open numbers, those on which most hangs first."""
    numbers = [of_assumption(found.assumed[name]) for name in found.tornado if name in found.assumed]
    says = f"v, t0, t1, p and e of each of {len(found.lines)} groups, as in the table '{GROUPS}'"
    return formula(says, *_static(found), *some(numbers, shown=GROUPS, to="response-groups", most=MOST), to="response-groups")


def _static(found: Response) -> Sequence[Trace]:
    """What is owed while nothing has moved."""
    return [owed.duty(found.exposure)] if found.exposure else []


# --- a quota ----------------------------------------------------------------------------


def asked(found: QuotaCase) -> Trace:
    """The quota as it was asked for."""
    says = f"asked: {found.volume:,.0f} units a year at {100 * found.inside_rate:g} %, the others at {100 * found.outside_rate:g} % (parameters of the report)"
    return Trace(kind="scenario", says=says)


def units(found: QuotaCase) -> Trace:
    """The units of a year."""
    return of_assumption(found.assumed) if found.assumed else asked(found)


def inside(found: QuotaCase) -> Trace:
    """The share of the units that come in within the quota."""
    return formula(f"{found.volume:,.0f} / {found.units:,.0f} = {100 * found.share:.4f} %, at most all", asked(found), units(found))


def mean_duty(found: QuotaCase) -> Trace:
    """The mean duty over all units."""
    says = (
        f"{100 * found.share:.6f} % · {100 * found.inside_rate:g} % + (1 - {100 * found.share:.6f} %) · {100 * found.outside_rate:g} % "
        f"= {100 * found.rate:.4f} %"
    )
    return formula(says, inside(found))


def worth(found: QuotaCase) -> Trace:
    """What the places within the quota are worth."""
    says = (
        f"{100 * found.share:.6f} % · ({100 * found.outside_rate:g} % - {100 * found.inside_rate:g} %) · {found.customs_value:,.0f} "
        f"= {found.worth:,.0f} USD"
    )
    return formula(says, inside(found), *_goods(found))


def break_even(found: QuotaCase, rate: float) -> Trace:
    """The volume at which the mean duty equals another rate."""
    top, low = 100 * found.outside_rate, 100 * found.inside_rate
    says = f"{found.units:,.0f} · ({top:g} % - {100 * rate:g} %) / ({top:g} % - {low:g} %) = {found.break_even(rate):,.0f} units"
    return formula(says, asked(found), units(found), to="quota")


def held_against(rate: float) -> Trace:
    """The rate the quota is held against."""
    return Trace(kind="scenario", says=f"asked: a mean duty of {100 * rate:g} % (a parameter of the report)")


def _goods(found: QuotaCase) -> Sequence[Trace]:
    """The trade the quota is laid on."""
    if found.exposure is None or found.exposure.ask is None:
        return []
    return [owed.of_table(found.exposure.ask, f"{found.goods}, customs value {found.customs_value:,.0f} USD: customs_value_usd")]

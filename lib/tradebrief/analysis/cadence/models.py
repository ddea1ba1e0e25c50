"""Every model of the next gap that one might fit, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

from tradebrief.analysis.cadence.fitted import Exponential, fitted_gamma, fitted_power_law, fitted_weibull
from tradebrief.analysis.cadence.predictive import GammaRenewal, Predictive, averaged, own_only, quantile, shrunk
from tradebrief.provenance.formulas import formula_function

DEFAULT = "shrunk"
"""The name of the model the headline is taken from."""


Gaps = tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class Prior:
    """What the default leans on: a class worth ``weight`` gaps of mean ``gap`` days, and gaps of shape ``shape``.

    ``basis`` says where the mean comes from: *class* (computed from what was known), *given*, or *assumed* where no class was known.
    """

    gap: float
    weight: float
    shape: int
    basis: str


@dataclass(frozen=True, kw_only=True)
class Model:
    """One model of the next gap: its name, what it is, whether it carries its own uncertainty (*bayesian*) or takes a fit for the truth."""

    name: str
    about: str
    bayesian: bool
    predictive: Predictive


def models_of(gaps: Sequence[int], prior: Prior) -> tuple[Model, ...]:
    """Every model that so many gaps allow, the class alone first, the boldest last."""
    own = tuple(float(gap) for gap in gaps)
    lean = {"weight": prior.weight, "prior_gap": prior.gap}
    found: list[tuple[str, str, bool, Predictive | None]] = [
        ("reference class only", "gamma gaps, our own left out", True, shrunk((), k=prior.shape, **lean)),
        (DEFAULT, f"gamma gaps of shape {prior.shape}, shrunk to the class: the default", True, shrunk(own, k=prior.shape, **lean)),
    ]
    found += [(f"shrunk, shape {k}", f"the same with shape {k}", True, shrunk(own, k=k, **lean)) for k in (1, 2, 3) if k != prior.shape]
    found.append(
        (
            "averaged over shapes",
            "shapes 1 to 4, weighted by how well they foretold our gaps",
            True,
            averaged(own, weight=prior.weight, prior_gap=prior.gap),
        )
    )
    found += _own_models(own)
    return tuple(
        Model(name=name, about=about, bayesian=bayesian, predictive=model) for name, about, bayesian, model in found if model is not None
    )


def _own_models(own: Gaps) -> list[tuple[str, str, bool, Predictive | None]]:
    """The models that need gaps of our own."""
    if not own:
        return []
    return [
        ("own gaps only", "exponential gaps, no class", True, own_only(own)),
        ("plug-in exponential", "the mean so far taken for the truth", False, Exponential(mean(own))),
        ("plug-in gamma", "the likeliest gamma taken for the truth", False, fitted_gamma(own)),
        ("plug-in Weibull", "the likeliest Weibull taken for the truth", False, fitted_weibull(own)),
        ("plug-in Crow-AMSAA", "the likeliest trend carried on", False, fitted_power_law(own)),
    ]


@formula_function
def gap_longer_than(days: float, k: float, a: float, b: float) -> float:
    """P(gap > days) where gap / b is beta prime BP(k, a)."""
    return GammaRenewal(((1.0, int(k), a),), b).survival(days)


@formula_function
def gap_quantile(share: float, elapsed: float, k: float, a: float, b: float) -> float:
    """The gap that a ``share`` of gaps longer than ``elapsed`` days do not exceed, where gap / b is beta prime BP(k, a)."""
    return quantile(GammaRenewal(((1.0, int(k), a),), b), share, elapsed)

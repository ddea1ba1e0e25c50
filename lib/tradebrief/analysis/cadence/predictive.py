"""Distributions of the next gap: what each model says of the days from the last round to the next.

All share one shape: the survival S(x) = P(gap > x) for x ≥ 0, its density, and two integrals of S from which the
CRPS follows in closed form (see ``scores``). ``by`` and ``quantile`` ask what is left once nothing has happened for e days.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, factorial, lgamma, log
from typing import Protocol

import numpy as np
from scipy import optimize, special


class Predictive(Protocol):
    """What every model of the next gap can be asked."""

    def survival(self, x: float) -> float:
        """P(gap > x)."""
        ...

    def log_density(self, y: float) -> float:
        """ln f(y), the log score of an outcome y."""
        ...

    def survival_until(self, y: float) -> float:
        """∫₀^y S."""
        ...

    def survival_squared(self) -> float:
        """∫₀^∞ S²."""
        ...


def by(model: Predictive, x: float, e: float = 0.0) -> float:
    """P(gap ≤ x), given that it is longer than e: (F(x) - F(e)) / (1 - F(e)); 0 where x lies not beyond e."""
    if x <= e:
        return 0.0
    left = model.survival(e)
    return 1 - model.survival(x) / left if left > 0 else 1.0


def quantile(model: Predictive, p: float, e: float = 0.0) -> float:
    """The gap x with P(gap ≤ x | gap > e) = p; infinite where the model leaves so much to *never*."""
    target = (1 - p) * model.survival(e)
    high = max(e, 1.0)
    while model.survival(high) > target:
        high *= 2
        if high > 1e9:
            return float("inf")
    return float(
        optimize.root_scalar(lambda x: model.survival(x) - target, bracket=(e, high), method="brentq", xtol=1e-12, rtol=1e-14).root
    )


@dataclass(frozen=True)
class GammaRenewal:
    """A mixture over whole shapes k of gamma gaps whose rate is known only as Gamma(a, b): each part is (weight, k, a), b is common.

    The next gap over b is beta prime BP(k, a). With z = b/(b + x),
    S(x) = z^a Σ_(i<k) Γ(a+i)/(Γ(a)·i!) (1-z)^i: for k = 1 a Lomax law.
    """

    parts: tuple[tuple[float, int, float], ...]
    b: float

    def survival(self, x: float) -> float:
        """P(gap > x)."""
        z = self.b / (self.b + x)
        return sum(w * sum(c * z**a * (1 - z) ** i for i, c in enumerate(_coefficients(k, a))) for w, k, a in self.parts)

    def log_density(self, y: float) -> float:
        """Log of Σ w · y^(k-1) b^a / (B(k, a) (b + y)^(a+k))."""
        terms = [
            log(w) + (k - 1) * log(y) + a * log(self.b) - (a + k) * log(self.b + y) - lgamma(k) - lgamma(a) + lgamma(a + k)
            for w, k, a in self.parts
            if w > 0
        ]
        return float(np.asarray(special.logsumexp(terms)))

    def survival_until(self, y: float) -> float:
        """∫₀^y S, by parts: y·S(y) + ∫₀^y x f, and the last is the mean of what lies below y."""
        return y * self.survival(y) + sum(w * self._mean_below(k, a, y) for w, k, a in self.parts)

    def _mean_below(self, k: int, a: float, y: float) -> float:
        """∫₀^y x f(x) dx: the mean times P(X' ≤ y) with X'/b ~ BP(k+1, a-1); for a ≤ 1 there is no mean, but below y there is."""
        share = y / (self.b + y)
        if a > 1:
            return k * self.b / (a - 1) * float(special.betainc(k + 1, a - 1, share))
        nodes, weights = np.polynomial.legendre.leggauss(200)
        x = (nodes + 1) / 2 * y
        return float((y / 2) * (weights * x * np.exp([GammaRenewal(((1.0, k, a),), self.b).log_density(float(at)) for at in x])).sum())

    def survival_squared(self) -> float:
        """b ΣΣ w w' c_i c'_j B(a + a' - 1, i + j + 1); infinite where a + a' ≤ 1."""
        total = 0.0
        for w, k, a in self.parts:
            for v, l, d in self.parts:  # noqa: E741 (k and l are the shapes of a pair)
                if a + d <= 1:
                    return float("inf")
                total += (
                    w
                    * v
                    * sum(
                        c * g * special.beta(a + d - 1, i + j + 1)
                        for i, c in enumerate(_coefficients(k, a))
                        for j, g in enumerate(_coefficients(l, d))
                    )
                )
        return float(self.b * total)

    @property
    def mean(self) -> float:
        """Mean gap, Σ w · k b / (a - 1); infinite where some a ≤ 1."""
        return sum(w * k * self.b / (a - 1) for w, k, a in self.parts) if all(a > 1 for _, _, a in self.parts) else float("inf")


def _coefficients(k: int, a: float) -> list[float]:
    """Γ(a+i) / (Γ(a)·i!) for i < k."""
    return [exp(lgamma(a + i) - lgamma(a)) / factorial(i) for i in range(k)]


def shrunk(gaps: tuple[float, ...], *, k: int, weight: float, prior_gap: float) -> GammaRenewal:
    """Gamma gaps of shape k, shrunk to a class: the prior is worth ``weight`` gaps of mean ``prior_gap``.

    a = k (weight + n), b = weight·prior_gap + Σ gaps. Only the count and the sum of the gaps enter, so the days of the rounds
    between the first and the last do not matter at all.
    """
    return GammaRenewal(((1.0, k, k * (weight + len(gaps))),), weight * prior_gap + sum(gaps))


def log_marginal(gaps: tuple[float, ...], *, k: int, weight: float, prior_gap: float) -> float:
    """ln m_k = (k-1) Σ ln g - n lnΓ(k) + a0 ln b0 - lnΓ(a0) + lnΓ(a) - a ln b: how well shape k foretold the gaps."""
    a0, b0, n = k * weight, weight * prior_gap, len(gaps)
    a, b = a0 + n * k, b0 + sum(gaps)
    return (k - 1) * sum(map(log, gaps)) - n * lgamma(k) + a0 * log(b0) - lgamma(a0) + lgamma(a) - a * log(b)


def averaged(gaps: tuple[float, ...], *, weight: float, prior_gap: float, shapes: tuple[int, ...] = (1, 2, 3, 4)) -> GammaRenewal:
    """The average over shapes, each weighted by how well it foretold the gaps so far."""
    marginals = np.array([log_marginal(gaps, k=k, weight=weight, prior_gap=prior_gap) for k in shapes])
    weights = special.softmax(marginals)
    b = weight * prior_gap + sum(gaps)
    return GammaRenewal(tuple((float(w), k, k * (weight + len(gaps))) for w, k in zip(weights, shapes, strict=True)), b)


def own_only(gaps: tuple[float, ...]) -> GammaRenewal:
    """Exponential gaps with no class to lean on: a Lomax law with a = n, b = Σ gaps."""
    return GammaRenewal(((1.0, 1, float(len(gaps))),), float(sum(gaps)))

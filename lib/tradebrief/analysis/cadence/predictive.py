"""Distributions of the next gap: what each model says of the days from the last round to the next.

All share one shape: the survival S(x) = P(gap > x) for x ≥ 0, its density, and two integrals of S from which the
CRPS follows in closed form (see ``scores``). ``by`` and ``quantile`` ask what is left once nothing has happened for e days.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import erf, exp, expm1, factorial, lgamma, log, log1p, pi, sqrt
from typing import Protocol

import numpy as np
from scipy import optimize, special

from tradebrief.analysis.cadence.gap_statistics import days_of
from tradebrief.provenance.formulas import formula_function


class Predictive(Protocol):
    """What every model of the next gap can be asked."""

    def survival(self, x: float) -> float:
        """P(gap > x)."""

    def log_density(self, y: float) -> float:
        """ln f(y), the log score of an outcome y."""

    def survival_until(self, y: float) -> float:
        """∫₀^y S."""

    def survival_squared(self) -> float:
        """∫₀^∞ S²."""


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
    return float(optimize.brentq(lambda x: model.survival(x) - target, e, high, xtol=1e-12, rtol=1e-14))


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
        return float(special.logsumexp(terms))

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


@formula_function
def gap_longer_than(days: float, k: float, a: float, b: float) -> float:
    """P(gap > days) where gap / b is beta prime BP(k, a)."""
    return GammaRenewal(((1.0, int(k), a),), b).survival(days)


@formula_function
def gap_quantile(share: float, elapsed: float, k: float, a: float, b: float) -> float:
    """The gap that a ``share`` of gaps longer than ``elapsed`` days do not exceed, where gap / b is beta prime BP(k, a)."""
    return quantile(GammaRenewal(((1.0, int(k), a),), b), share, elapsed)


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


@dataclass(frozen=True)
class Exponential:
    """Exponential gaps with the mean seen so far taken for the truth."""

    mean: float

    def survival(self, x: float) -> float:
        """e^(-x/mean)."""
        return exp(-x / self.mean)

    def log_density(self, y: float) -> float:
        """-ln mean - y/mean."""
        return -log(self.mean) - y / self.mean

    def survival_until(self, y: float) -> float:
        """mean · (1 - e^(-y/mean))."""
        return -self.mean * expm1(-y / self.mean)

    def survival_squared(self) -> float:
        """mean / 2."""
        return self.mean / 2


@dataclass(frozen=True)
class Gamma:
    """Gamma gaps of shape k and scale θ, fitted and taken for the truth."""

    k: float
    scale: float

    def survival(self, x: float) -> float:
        """Upper regularised incomplete gamma."""
        return float(special.gammaincc(self.k, x / self.scale))

    def log_density(self, y: float) -> float:
        """(k-1) ln y - y/θ - k ln θ - lnΓ(k)."""
        return (self.k - 1) * log(y) - y / self.scale - self.k * log(self.scale) - lgamma(self.k)

    def survival_until(self, y: float) -> float:
        """y·S(y) + kθ·P(k+1, y/θ)."""
        return y * self.survival(y) + self.k * self.scale * float(special.gammainc(self.k + 1, y / self.scale))

    def survival_squared(self) -> float:
        """E min(X, X') = kθ - θ / B(½, k)."""
        return self.k * self.scale - self.scale / float(special.beta(0.5, self.k))


@dataclass(frozen=True)
class Weibull:
    """Weibull gaps, fitted and taken for the truth."""

    shape: float
    scale: float

    def survival(self, x: float) -> float:
        """e^-(x/scale)^shape."""
        return exp(-self._power(x))

    def log_density(self, y: float) -> float:
        """ln(shape/scale) + (shape-1) ln(y/scale) - (y/scale)^shape."""
        return log(self.shape / self.scale) + (self.shape - 1) * log(y / self.scale) - self._power(y)

    def survival_until(self, y: float) -> float:
        """scale/shape · γ(1/shape, (y/scale)^shape)."""
        inverse = 1 / self.shape
        return self.scale * inverse * exp(lgamma(inverse)) * float(special.gammainc(inverse, self._power(y)))

    def survival_squared(self) -> float:
        """scale · 2^(-1/shape) · Γ(1 + 1/shape)."""
        return self.scale * 2 ** (-1 / self.shape) * exp(lgamma(1 + 1 / self.shape))

    def _power(self, x: float) -> float:
        """(x/scale)^shape, cut off where e to its minus is nought anyway."""
        return exp(min(self.shape * log(x / self.scale), 700)) if x > 0 else 0.0


@dataclass(frozen=True)
class LogNormal:
    """The last gap over again, give or take: median ``middle``, standard deviation ``sigma`` of the logarithm."""

    middle: float
    sigma: float = 0.5

    def survival(self, x: float) -> float:
        """1 - Φ(ln(x/middle)/sigma)."""
        return 1 - _phi(log(x / self.middle) / self.sigma) if x > 0 else 1.0

    def log_density(self, y: float) -> float:
        """-ln(y sigma √2π) - ½ (ln(y/middle)/sigma)²."""
        return -log(y * self.sigma * sqrt(2 * pi)) - (log(y / self.middle) / self.sigma) ** 2 / 2

    def survival_until(self, y: float) -> float:
        """y·S(y) + mean · Φ(ω - sigma), ω = ln(y/middle)/sigma."""
        omega = log(y / self.middle) / self.sigma
        return y * self.survival(y) + self._mean * _phi(omega - self.sigma)

    def survival_squared(self) -> float:
        """E min(X, X') = mean · (2 - 2Φ(sigma/√2))."""
        return self._mean * (2 - 2 * _phi(self.sigma / sqrt(2)))

    @property
    def _mean(self) -> float:
        return self.middle * exp(self.sigma**2 / 2)


@dataclass(frozen=True)
class PowerLaw:
    """Crow-AMSAA carried on after the last round at day T: S(g) = exp(-λ((T+g)^β - T^β)), with N = λT^β rounds so far."""

    beta: float
    end: float
    events: float

    def survival(self, x: float) -> float:
        """exp(-N((1 + x/T)^β - 1))."""
        grown = self.beta * log1p(x / self.end)
        return exp(-self.events * expm1(grown)) if grown < 700 else 0.0

    def log_density(self, y: float) -> float:
        """ln(Nβ/T) + (β-1) ln(1 + y/T) + ln S(y)."""
        grown = log1p(y / self.end)
        return log(self.events * self.beta / self.end) + (self.beta - 1) * grown - self.events * expm1(min(self.beta * grown, 700))

    def survival_until(self, y: float) -> float:
        """∫₀^y S through the incomplete gamma function of 1/β."""
        return self._upper(self.events, 0.0) - self._upper(self.events, y)

    def survival_squared(self) -> float:
        """The same integral to infinity with twice the rounds."""
        return self._upper(2 * self.events, 0.0)

    def _upper(self, n: float, y: float) -> float:
        """∫_y^∞ exp(-n((1 + g/T)^β - 1)) dg = T/β · e^n n^(-1/β) · Γ(1/β, n(1 + y/T)^β)."""
        inverse = 1 / self.beta
        upper = special.gammaincc(inverse, n * exp(min(self.beta * log1p(y / self.end), 700)))
        return float(self.end * inverse * exp(n - inverse * log(n) + lgamma(inverse)) * upper)


def _phi(x: float) -> float:
    return (1 + erf(x / sqrt(2))) / 2


def fitted_gamma(gaps: tuple[float, ...]) -> Gamma | None:
    """Gamma by maximum likelihood, ln k - ψ(k) = ln mean - mean ln; ``None`` where the gaps are all equal or fewer than two."""
    if len(set(gaps)) < 2:
        return None
    mean = sum(gaps) / len(gaps)
    spread = log(mean) - sum(map(log, gaps)) / len(gaps)
    k = float(optimize.brentq(lambda k: log(k) - float(special.digamma(k)) - spread, 1e-3, 1e7, xtol=1e-13, rtol=1e-14))
    return Gamma(k, mean / k)


def fitted_weibull(gaps: tuple[float, ...]) -> Weibull | None:
    """Weibull by maximum likelihood: the shape solves Σ g^c ln g / Σ g^c - 1/c = mean ln g; ``None`` where the gaps are all equal."""
    if len(set(gaps)) < 2:
        return None
    logs = np.log(np.asarray(gaps, dtype=float))
    centred = logs - logs.max()

    def slope(c: float) -> float:
        powers = np.exp(c * centred)
        return float((powers * logs).sum() / powers.sum() - 1 / c - logs.mean())

    shape = float(optimize.brentq(slope, 1e-3, 1e4, xtol=1e-13, rtol=1e-14))
    return Weibull(shape, float(np.exp(logs.max()) * np.exp(shape * centred).mean() ** (1 / shape)))


def fitted_power_law(gaps: tuple[float, ...]) -> PowerLaw | None:
    """Crow-AMSAA, event-truncated, from the first round; ``None`` for fewer than two gaps."""
    if len(gaps) < 2:
        return None
    days = days_of(gaps)
    end = float(days[-1])
    return PowerLaw(len(gaps) / float(np.log(end / days[:-1]).sum()), end, float(len(gaps)))

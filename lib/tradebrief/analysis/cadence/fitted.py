"""Distributions of the next gap that take a fit to the gaps so far for the truth."""

from __future__ import annotations

from dataclasses import dataclass
from math import erf, exp, expm1, lgamma, log, log1p, pi, sqrt

import numpy as np
from scipy import optimize, special

from tradebrief.analysis.cadence.gap_statistics import days_of


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
    k = float(
        optimize.root_scalar(
            lambda k: log(k) - float(special.digamma(k)) - spread, bracket=(1e-3, 1e7), method="brentq", xtol=1e-13, rtol=1e-14
        ).root
    )
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

    shape = float(optimize.root_scalar(slope, bracket=(1e-3, 1e4), method="brentq", xtol=1e-13, rtol=1e-14).root)
    return Weibull(shape, float(np.exp(logs.max()) * np.exp(shape * centred).mean() ** (1 / shape)))


def fitted_power_law(gaps: tuple[float, ...]) -> PowerLaw | None:
    """Crow-AMSAA, event-truncated, from the first round; ``None`` for fewer than two gaps."""
    if len(gaps) < 2:
        return None
    days = days_of(gaps)
    end = float(days[-1])
    return PowerLaw(len(gaps) / float(np.log(end / days[:-1]).sum()), end, float(len(gaps)))

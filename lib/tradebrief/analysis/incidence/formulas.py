"""The formulas of incidence, as in textbooks and the papers named; rates are fractions of the customs value, elasticities have no sign.

``x`` is the change of one plus the rate in logarithms, ``ln((1 + t1) / (1 + t0))``; ``rho`` the pass-through to the duty-paid price the buyer
meets (1: the buyer pays all, 0: the exporter does); ``eps`` the demand elasticity; ``mu`` the elasticity of export supply.
Every function takes numbers or arrays of one shape.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tradebrief.provenance.formulas import formula_function

Array = Any
"""A number or a numpy array."""


def price_wedge(before: Array, after: Array) -> Array:
    """The change of one plus the rate, in logarithms.

    >>> round(float(price_wedge(0.025, 0.275)), 4)
    0.2183
    """
    return np.log1p(after) - np.log1p(before)


def exporter_price(x: Array, rho: Array) -> Array:
    """The factor on the exporter's price: ``exp((rho - 1) x)``; 1 where the buyer pays all (Amiti, Redding and Weinstein 2019: coefficient on the price before duty)."""
    return np.exp((rho - 1) * x)


def buyer_price(x: Array, rho: Array) -> Array:
    """The factor on the duty-paid price: ``exp(rho x)``."""
    return np.exp(rho * x)


def volume(x: Array, rho: Array, eps: Array) -> Array:
    """The factor on the quantity: demand falls along the duty-paid price, ``exp(-eps rho x)``; 1 where ``eps`` is 0."""
    return np.exp(-eps * rho * x)


def customs_value(value: Array, x: Array, rho: Array, eps: Array) -> Array:
    """The customs value afterwards: price times quantity, ``v exp((rho - 1) x - eps rho x)``. A lower price shrinks the base of the duty."""
    return value * np.exp((rho - 1) * x - eps * rho * x)


def pass_through(eps: Array, mu: Array) -> Array:
    """Pass-through where supply answers too: ``mu / (mu + eps)``, the side that can move less bears more (incidence of a tax).

    >>> pass_through(4.0, 4.0)
    0.5
    """
    return mu / (mu + eps)


def group_response(value: float, before: float, after: float, rho: Array, eps: Array) -> tuple[Array, Array, Array, Array, Array]:
    """One group: value and duty afterwards, what exporters and buyers bear on what is still shipped, what is no longer shipped at old prices.

    Written with two exponentials for the sake of a million draws; ``value``, ``before`` and ``after`` are numbers, ``rho`` and ``eps`` numbers or draws.
    """
    wedge = float(price_wedge(before, after))
    if wedge == 0:
        return value, value * after, 0.0, 0.0, 0.0
    passed = rho * wedge
    old_prices = value * np.exp(-eps * passed)
    new_value = old_prices * np.exp(passed - wedge)
    duty = after * new_value
    exporter = old_prices - new_value
    return new_value, duty, exporter, duty - before * old_prices - exporter, value - old_prices


@formula_function
def value_after(v: float, t0: float, t1: float, p: float, e: float) -> float:
    """The customs value of one group afterwards."""
    return float(group_response(v, t0, t1, p, e)[0])


@formula_function
def duty_after(v: float, t0: float, t1: float, p: float, e: float) -> float:
    """The duty on what is left of one group's trade."""
    return float(group_response(v, t0, t1, p, e)[1])


@formula_function
def borne_by_exporters(v: float, t0: float, t1: float, p: float, e: float) -> float:
    """What exporters lose on what they still ship of one group."""
    return float(group_response(v, t0, t1, p, e)[2])


@formula_function
def borne_by_buyers(v: float, t0: float, t1: float, p: float, e: float) -> float:
    """What buyers pay more for what is still shipped of one group."""
    return float(group_response(v, t0, t1, p, e)[3])


@formula_function
def lost_trade(v: float, t0: float, t1: float, p: float, e: float) -> float:
    """The customs value, at old prices, of what is no longer shipped of one group."""
    return float(group_response(v, t0, t1, p, e)[4])


@formula_function
def deadweight_loss(value: Array, rate: Array, eps: Array) -> float:
    """The triangle of lost trade: ``1/2 sum eps v t^2 / (1 + t)``, of a duty on static trade (Harberger; Feenstra, Advanced International Trade, ch. 7)."""
    return float(np.sum(0.5 * np.asarray(eps) * value * np.asarray(rate) ** 2 / (1 + np.asarray(rate))))


def uniform_equivalents(value: Array, rate: Array, eps: Array) -> tuple[float, float]:
    """The uniform rates that would cost as much welfare, and import as much, as the rates there are.

    TRI: the root of the mean of squares, MTRI (OTRI): the mean, both weighted by elasticity times value (Kee, Nicita and Olarreaga 2009, in
    partial equilibrium). With one elasticity the second is the trade-weighted mean.
    """
    weight = np.asarray(eps) * np.asarray(value)
    if not weight.sum():
        return 0.0, 0.0
    share = weight / weight.sum()
    return float(np.sqrt(np.sum(share * np.asarray(rate) ** 2))), float(np.sum(share * np.asarray(rate)))


def trade_creation(value: Array, before: Array, after: Array, eps: Array, mu: Array = np.inf) -> Array:
    """SMART's trade creation: ``M eps (t0 - t1) / ((1 + t0) (1 + eps / mu))``; below zero where the rate rises (Jammes and Olarreaga 2005)."""
    return value * eps * (np.asarray(before) - after) / ((1 + np.asarray(before)) * (1 + np.asarray(eps) / mu))


def trade_diversion(own: Array, others: Array, before: Array, after: Array, sigma: Array) -> Array:
    """SMART's trade diversion from (below zero: to) other origins when one origin's rate changes and theirs do not.

    ``M_j M_o r s / (M_j + M_o + M_j r s)`` with ``r`` the fall of the relative price and ``s`` the elasticity of substitution, bounded by the trade there
    is (Jammes and Olarreaga 2005; WITS user's manual).
    """
    fall = (1 + np.asarray(before)) / (1 + np.asarray(after)) - 1
    raw = own * others * fall * sigma / (own + others + own * fall * sigma)
    return np.clip(raw, -np.asarray(own, dtype=float), np.asarray(others, dtype=float))


def ces_shares(shares: Array, before: Array, after: Array, sigma: float) -> Array:
    """Shares of origins after rates change, at constant elasticity of substitution: ``s (1+t)^(1-sigma)`` in hats, made to add up (Armington 1969).

    >>> [round(float(share), 3) for share in ces_shares(np.array([0.5, 0.5]), 0.0, np.array([0.0, 0.0]), 4.0)]
    [0.5, 0.5]
    """
    raw = np.asarray(shares) * ((1 + np.asarray(after)) / (1 + np.asarray(before))) ** (1 - sigma)
    return raw / raw.sum()

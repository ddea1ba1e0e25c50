"""How fast the talks go: formulas on gaps, and the questions asked of them.

``gaps``, ``trend``, ``predictive`` and ``scores`` hold formulas on numbers only; ``cadence``, ``forecast``, ``survival``,
``backtest`` and ``moved`` each answer one question with a frozen result; ``ledger`` keeps forecasts and joins two of them.
"""

"""Tariff exposure: what trade owes, under which rules and conventions, and how that compares with what others publish.

``account.exposure`` answers for one day, ``series.series`` for every day between two, ``bridge.bridge`` walks from one published rate to
another, ``collected.beside_collected`` sets the law beside what customs collected. ``lines``, ``lists``, ``scopes``, ``build`` and
``table`` make rows of trade out of lines; ``stack`` is the law on all rows at once, ``rulings`` the law as a convention reads it.
"""

"""Where numbers come from: a number with its formula and sources, the chain behind it, and how a source is cited.

``quantity`` holds the number, ``lineage`` the chain of steps below it, ``formulas`` the arithmetic that a chain can redo, ``steps`` the steps that
records of the seeds give, ``citations`` the short form of each source.
"""

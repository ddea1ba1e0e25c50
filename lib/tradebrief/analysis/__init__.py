"""What the workbook's records come to: pure functions that turn them into frozen results, and never format.

``exposure`` asks what trade owes, ``incidence`` who bears it, ``cadence`` how the talks go; ``factbook``, ``positions``, ``changes`` and
``current_duties`` each answer one question of a report.
"""

"""The briefing of a day with what changed since the last one, kept in a dated folder: ``make`` makes one, ``archive`` lists all, ``mail`` sends it."""

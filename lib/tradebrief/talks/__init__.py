"""Who did what when.

``records`` holds negotiations, ``chronicle`` joins reports and facts of one event as known by a day.
"""

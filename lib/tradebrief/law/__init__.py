"""What the law charges.

``measure`` holds the records, ``schedule`` reads them as at any day and as known by any day, ``answer`` tells what one
good owes, ``changes`` and ``course`` how that moves.
"""

"""The Harmonized Tariff Schedule of the United States: its published file read into compact seeds, and what a revision changed.

``export`` reads the rows of a file as downloaded, ``repair`` what a spreadsheet did to them, ``rate_text`` the texts of duties,
``build`` makes the lines, ``store`` keeps them, ``diff`` compares two revisions, ``equivalents`` tells what duties by unit come to.
"""

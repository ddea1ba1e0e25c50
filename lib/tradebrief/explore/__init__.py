"""The explorer: controls that ask the workbook, views that answer at once, and forms for every notebook.

``question`` is what the controls say, ``answers`` works it out and keeps it, ``views`` shows it; ``reproduce`` writes a question down so that a report
asks the same, ``exports`` takes figures and tables along; ``explorer`` puts them into widgets, ``form`` does so for any notebook.
"""

"""Reports: a notebook with parameters becomes one page that opens anywhere.

``parameters`` reads a notebook's contract, ``recipe`` a report's, ``run`` executes through papermill,
``canonical`` takes out what changes from run to run, ``page`` writes the HTML.
"""

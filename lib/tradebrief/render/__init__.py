"""Reports: a notebook with parameters becomes one page that opens anywhere.

``parameters`` reads a notebook's contract, ``recipe`` a report's, ``run`` executes through papermill,
``canonical`` takes out what changes from run to run, ``page`` writes the HTML.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

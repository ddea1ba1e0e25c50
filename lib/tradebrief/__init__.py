"""tradebrief: cited facts, dated law and briefings on trade talks.

``import tradebrief as tb`` gives the public names, listed in reading order in ``__init__.pyi``: load the seeds, ask them, show the answers. Each is
imported when it is first used, so that importing the package costs little.
"""

import lazy_loader

__version__ = "0.1.0"

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

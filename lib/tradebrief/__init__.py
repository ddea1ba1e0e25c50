"""tradebrief: cited facts, dated law and briefings on trade talks.

``import tradebrief as tb`` gives the public names, listed in reading order in ``__init__.pyi``: load the seeds, ask them, show the answers. Each is
imported when it is first used, so that importing the package costs little.
"""

from tradebrief import look
from tradebrief.named import room

__version__ = "0.1.0"

__getattr__, __dir__, __all__ = room(__name__, __file__)

look.register()

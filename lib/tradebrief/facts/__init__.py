"""What texts say.

``provenance`` holds the records, ``anchors`` the places of their passages, ``evidence`` grades a claim, ``readings``
lays the answers to one question side by side.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

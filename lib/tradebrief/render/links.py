"""Links within a page: one that names what the page does not show becomes plain text, so that no link leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Collection

_LINK = re.compile(r'<a href="#([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


def living(body: str, places: Collection[str]) -> str:
    """The body with links to ``places``, as their ids are written, and the mere words of all others.

    >>> living('<a href="#acts">EO 14266</a>, <a href="#gone">Annex I</a>', {"acts"})
    '<a href="#acts">EO 14266</a>, Annex I'
    """
    return _LINK.sub(lambda link: link.group(0) if link.group(1) in places else link.group(2), body)

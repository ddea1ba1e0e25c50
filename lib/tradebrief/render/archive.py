"""Office documents, which are archives of parts, without the moment at which they were written."""

from __future__ import annotations

import io
import re
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

MOMENT = (1980, 1, 1, 0, 0, 0)
"""The first moment that an archive can tell: that of every part of every document."""

_WRITTEN = re.compile(rb"(?<=>)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z?(?=</dcterms:(?:created|modified)>)")


def settled(document: bytes) -> bytes:
    """The same document with its parts in order of name and all its times fixed, so that the same content gives the same bytes."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(document)) as given, ZipFile(out, "w") as made:
        for name in sorted(given.namelist()):
            part = given.read(name)
            if name == "docProps/core.xml":
                part = _WRITTEN.sub(b"1980-01-01T00:00:00Z", part)
            info = ZipInfo(name, MOMENT)
            info.create_system, info.external_attr = 3, 0o600 << 16  # else they tell the system it was written on
            made.writestr(info, part, ZIP_DEFLATED)
    return out.getvalue()

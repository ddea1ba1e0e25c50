"""Office files as zip archives, opened with care: what they would unpack to is measured before anything is unpacked."""

from __future__ import annotations

import io
import zipfile

from tradebrief.errors import ask_error

MOST = 150 << 20
"""Bytes that the parts of an archive may unpack to, together."""


class Zipped:
    """The parts of a zip archive in memory; nothing is written anywhere, so names of parts are no paths."""

    def __init__(self, data: bytes, where: str) -> None:
        self.where = where
        try:
            self._file = zipfile.ZipFile(io.BytesIO(data))
            parts = self._file.infolist()
        except (zipfile.BadZipFile, ValueError) as bad:
            raise ask_error(where, "is damaged", str(bad), "Save it again.") from None
        size = sum(part.file_size for part in parts)
        if size > MOST or len(parts) > 10_000:
            remedy = "It may be made to do harm; save it again from the program it comes from."
            raise ask_error(where, f"unpacks to more than {MOST >> 20} MB", f"{size >> 20:,} MB in {len(parts):,} parts", remedy)
        self.names = frozenset(part.filename for part in parts)

    def part(self, name: str) -> bytes:
        """One part; never longer than the archive's list says, which has been measured."""
        try:
            return self._file.read(name)
        except (KeyError, zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError) as bad:
            raise ask_error(self.where, f"lacks a readable part {name}", str(bad), "Save it again.") from None

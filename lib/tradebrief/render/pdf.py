"""The page as PDF, by WeasyPrint: tagged for screen readers, with bookmarks, from the same HTML and its print style."""

from __future__ import annotations

import logging
from typing import Any

from tradebrief.errors import ask_error, needs


def pdf(html: str) -> bytes:
    """The bytes of the PDF; ``AskError`` where the libraries it is drawn with are not on this machine."""
    weasyprint = _weasyprint()
    only_embedded = weasyprint.urls.URLFetcher(allowed_protocols={"data"})
    document = weasyprint.HTML(string=html, url_fetcher=only_embedded, media_type="print")
    return document.write_pdf(pdf_tags=True, pdf_variant="pdf/ua-1", pdf_identifier=b"tradebrief")


def _weasyprint() -> Any:
    try:
        weasyprint = needs("weasyprint", "pdf", "--format pdf")
    except OSError as missing:
        remedy = "Install Pango (Debian: apt install libpango-1.0-0 libpangoft2-1.0-0), or leave out '--format pdf'."
        raise ask_error("--format pdf", "cannot be had here", missing, remedy) from missing
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    return weasyprint

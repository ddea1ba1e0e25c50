"""The page as PDF, by WeasyPrint: tagged for screen readers, with bookmarks, from the same HTML and its print style."""

from __future__ import annotations

import logging
from typing import Any

from tradebrief.errors import ask_error, needs
from tradebrief.look import japanese_font


def pdf(html: str) -> bytes:
    """The bytes of the PDF; ``AskError`` where the libraries or the font it is drawn with are not on this machine."""
    weasyprint = _weasyprint()
    only_embedded = weasyprint.urls.URLFetcher(allowed_protocols={"data"})
    fonts = weasyprint.text.fonts.FontConfiguration()
    styles = [_japanese(weasyprint, fonts)] if '<html lang="ja"' in html else []
    document = weasyprint.HTML(string=html, url_fetcher=only_embedded, media_type="print")
    return document.write_pdf(stylesheets=styles, font_config=fonts, pdf_tags=True, pdf_variant="pdf/ua-1", pdf_identifier=b"tradebrief")


def _japanese(weasyprint: Any, fonts: Any) -> Any:
    """A style sheet with the font of Japanese glyphs, the one thing that is read from a file: the page itself still fetches nothing."""
    font = japanese_font()
    if font is None:
        remedy = "Install it, 'pip install matplotlib-fontja', or leave out '--format pdf'."
        raise ask_error("--format pdf", "has no font with Japanese glyphs", "no ipaexg.ttf of matplotlib-fontja", remedy)
    faces = (f'@font-face{{font-family:IPAexGothic;font-weight:{weight};src:url("{font.as_uri()}")}}' for weight in (400, 700))
    only_the_font = weasyprint.urls.URLFetcher(allowed_protocols={"file"})
    return weasyprint.CSS(string="".join(faces), font_config=fonts, url_fetcher=only_the_font)


def _weasyprint() -> Any:
    try:
        weasyprint = needs("weasyprint", "pdf", "--format pdf")
    except OSError as missing:
        remedy = "Install Pango (Debian: apt install libpango-1.0-0 libpangoft2-1.0-0), or leave out '--format pdf'."
        raise ask_error("--format pdf", "cannot be had here", missing, remedy) from missing
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    return weasyprint

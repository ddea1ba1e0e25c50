"""Mail (EML, RFC 5322) and pages saved as MHTML: the body, its HTML before its plain text; subject, sender and day from the header.

Where the body says nothing, the first attachment that can be read stands for it, forwarded mails to a depth of three. Attachments are told by
name and never written.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr
from typing import Any

from tradebrief.errors import TradebriefError, ask_error
from tradebrief.texts import read as reading
from tradebrief.texts.document import Document, Head
from tradebrief.texts.encoding import decoded

DEEPEST = 3
"""Mails within mails that are opened."""


def read(data: bytes, where: str, depth: int = 0) -> dict[str, Any]:
    """The text of a mail and what its header says; ``AskError`` when it holds none."""
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("related", "html", "plain"))
    attached = [part for part in message.iter_attachments() if isinstance(part, MIMEPart)] if message.is_multipart() else []
    found = _part(body, where, depth) if body is not None else None
    for part in attached if found is None else ():
        found = found or _part(part, where, depth)
    if found is None:
        raise ask_error(
            where, "holds no text", ", ".join(map(_name, attached)), "Save the attachment that holds the article, and give that."
        )
    head = _head(message)
    heads = tuple(
        replace(one, **{name: value for name, value in vars(head).items() if value and not getattr(one, name)}) for one in found.heads
    )
    notes = (f"{len(attached)} attachments are not part of it: {', '.join(map(_name, attached[:5]))}",) if attached else ()
    return asdict(replace(found, heads=heads, read_as=f"mail, {found.read_as}", notes=(*found.notes, *notes)))


def _part(part: MIMEPart, where: str, depth: int) -> Document | None:
    """A part of a mail as a document; nothing where it holds no text."""
    try:
        kind = part.get_content_type()
        if kind == "message/rfc822":
            inner = part.get_content().as_bytes()
            return Document.of(read(inner, where, depth + 1)) if depth < DEEPEST else None
        if part.is_multipart():
            inner = part.get_body(("html", "plain"))
            return _part(inner, where, depth) if isinstance(inner, MIMEPart) else None
        data = part.get_payload(decode=True)
        if not isinstance(data, bytes) or part.get_content_maintype() in {"image", "audio", "video"} or not data.strip():
            return None
        if kind == "text/plain":
            text, encoding = decoded(data, where, part.get_content_charset() or "")
            return Document(text=text.replace("\f", "\n"), read_as=f"plain text in {encoding}") if text.strip() else None
        charset = part.get_content_charset()
        declared = (
            f'<meta charset="{charset}">'.encode() if kind == "text/html" and charset and b"charset" not in data[:2000].lower() else b""
        )
        return Document.of(reading.task_of(declared + data, _name(part))(declared + data, where))
    except (TradebriefError, LookupError, ValueError):
        return None


def _head(message: EmailMessage) -> Head:
    """What a mail's header says; a header that is broken says nothing."""
    sent = getattr(_field(message, "date"), "datetime", None)
    name, address = parseaddr(str(_field(message, "from") or ""))
    stamp = sent.isoformat(timespec="minutes") if sent else ""
    return Head(
        title=str(_field(message, "subject") or "")[:300],
        publisher=(name or address)[:80],
        stamp=stamp,
        basis="the day the mail was sent" if stamp else "",
    )


def _field(message: EmailMessage, name: str) -> Any:
    """A field of the header; ``None`` where there is none or the standard library's parser of headers stumbles over it."""
    try:
        return message[name]
    except (ValueError, TypeError, AttributeError, LookupError):
        return None


def _name(part: MIMEPart) -> str:
    """An attachment's name, as a name and never as a path."""
    return (part.get_filename() or part.get_content_type()).replace("\\", "/").rpartition("/")[2][:60]

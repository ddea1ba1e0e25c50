"""An edition as a mail: its briefing as HTML, in plain words beside it, its files attached; and the sending of it where a server is given.

A mail is the same bytes whenever it is made of the same files: its date is the edition's day, its id and the marks between its parts come from what it holds.
"""

from __future__ import annotations

import hashlib
import re
import smtplib
import ssl
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, time
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.utils import format_datetime, parseaddr
from pathlib import Path

from tradebrief.edition.record import MAIL, Edition
from tradebrief.errors import ask_error
from tradebrief.words.messages import in_language, text

SENDER, USER, PASSWORD = "TRADEBRIEF_SMTP_FROM", "TRADEBRIEF_SMTP_USER", "TRADEBRIEF_SMTP_PASSWORD"
"""The environment variables that say from whom a mail is, and with which login it is sent."""

SECONDS = 30
"""How long a server may take to answer."""

_TYPES = {
    "html": ("text", "html"), "pdf": ("application", "pdf"),
    "docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
_SERVER = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+):(?P<port>\d{1,5})")


def addresses(given: Iterable[str], where: str = "--email") -> list[Address]:
    """The recipients that are given, each ``name@host`` or ``Name <name@host>``; ``AskError`` for what is none, line breaks above all.

    >>> [str(one) for one in addresses(["desk@example.org", "Desk <b@example.org>"])]
    ['desk@example.org', 'Desk <b@example.org>']
    """
    return [_address(one.strip(" "), where) for one in given]


def _address(given: str, where: str) -> Address:
    if _CONTROL.search(given):
        raise ask_error(where, "holds a line break or another control sign", repr(given), "Write one address on one line.")
    name, spec = parseaddr(given)
    if not _ADDRESS.fullmatch(spec) or ".." in spec or not (given == spec or given.endswith(f"<{spec}>")):
        raise ask_error(
            where, "is no address of one recipient", given, "Write it as desk@example.org, and --email again for each further one."
        )
    return Address(display_name=name, addr_spec=spec)


def server(given: str) -> tuple[str, int]:
    """Host and port of ``HOST:PORT``.

    >>> server("mail.example.org:587"), server("[::1]:25")
    (('mail.example.org', 587), ('::1', 25))
    """
    found = _SERVER.fullmatch(given)
    if not found or not 0 < int(found["port"]) < 65536:
        raise ask_error("--smtp", "is no server and port", given, "Write it as mail.example.org:587.")
    return found["host"].strip("[]"), int(found["port"])


def sender(to: Sequence[Address], environment: Mapping[str, str]) -> Address:
    """From whom a mail is: as the environment says, else the login where it is an address, else the first recipient."""
    if given := environment.get(SENDER):
        return _address(given, SENDER)
    user = environment.get(USER, "")
    return _address(user, USER) if _ADDRESS.fullmatch(user) else to[0]


# --- the mail ---------------------------------------------------------------------------


def mail(one: Edition, to: Sequence[Address], by: Address) -> bytes:
    """The bytes of the mail on an edition, in its main language."""
    language = one.languages[0]
    files = [(path.name, path.suffix[1:], path.read_bytes()) for path in one.files]
    made = EmailMessage(policy=policy.SMTP)
    made["From"], made["To"] = by, to
    with in_language(language):
        made["Subject"] = text("mail-subject", day=one.known_by)
        made.set_content(_plain(one, language), cte="base64")
    made["Date"] = format_datetime(datetime.combine(one.known_by, time(), UTC))
    body = one.file("briefing", language, "html").read_text(encoding="utf-8")
    made.add_alternative(body, subtype="html", cte="base64")
    for name, suffix, content in files:
        main, sub = _TYPES[suffix]
        made.add_attachment(content, maintype=main, subtype=sub, filename=name)
    digest = hashlib.sha256("\0".join([one.name, str(by), *map(str, to), made["Subject"], body]).encode())
    for name, _, content in files:
        digest.update(name.encode() + b"\0" + content)
    made["Message-ID"] = f"<{one.name}.{digest.hexdigest()[:32]}@tradebrief.invalid>"
    _mark_parts(made, digest.hexdigest()[:32])
    return made.as_bytes()


def _plain(one: Edition, language: str) -> str:
    """The mail in plain words: the bottom line, how much changed, and what is attached."""
    told = [
        one.headlines[language],
        text("mail-changed", since=one.since),
        one.summaries[language],
        text("mail-attached", files=", ".join(path.name for path in one.files)),
    ]
    return "\n\n".join(told) + "\n"


def _mark_parts(made: MIMEPart, digest: str) -> None:
    """Give each part that holds others a mark between them that is no matter of chance."""
    for number, part in enumerate(part for part in made.walk() if part.is_multipart()):
        part.set_boundary(f"=_{number}_{digest}")


# --- sending ----------------------------------------------------------------------------


def unsent(one: Edition, out: Path) -> bool:
    """Whether an edition has a mail that no server took yet."""
    return (one.folder / MAIL).is_file() and not sent_mark(one, out).is_file()


def sent_mark(one: Edition, out: Path) -> Path:
    """The file that says that an edition's mail was taken by a server."""
    return out / ".cache" / f"{one.name}.sent"


def send(path: Path, to: tuple[str, int], environment: Mapping[str, str]) -> None:
    """Hand a mail to a server, over TLS where it offers that; ``AskError`` where it does not take it for everybody it is to.

    A login goes over TLS only, unless the server is this machine.
    """
    written = path.read_bytes()
    told = message_from_bytes(written, policy=policy.default)
    recipients = [one.addr_spec for one in told["To"].addresses]
    where = f"--smtp {to[0]}:{to[1]}"
    try:
        with _connected(*to) as line:
            _log_in(line, to[0], environment, where)
            refused = line.sendmail(told["From"].addresses[0].addr_spec, recipients, written)
    except smtplib.SMTPRecipientsRefused as failed:
        refused = failed.recipients
    except smtplib.SMTPAuthenticationError as failed:
        raise ask_error(where, "refuses the login", _said(failed.smtp_error), f"Look at {USER} and {PASSWORD}.") from failed
    except smtplib.SMTPResponseException as failed:
        raise ask_error(where, "did not take the mail", f"{failed.smtp_code} {_said(failed.smtp_error)}", _AGAIN) from failed
    except (smtplib.SMTPException, ssl.SSLError, OSError) as failed:
        raise ask_error(where, "cannot be reached or broke off", failed, f"Look at the server and its port. {_AGAIN}") from failed
    if refused:
        reasons = "; ".join(f"{name}: {code} {_said(why)}" for name, (code, why) in sorted(refused.items()))
        raise ask_error(where, "did not take the mail for everybody", reasons, f"Those not named have it. {path} can be sent by hand.")


_AGAIN = "The edition stands; the same command sends its mail again."


def _connected(host: str, port: int) -> smtplib.SMTP:
    secure = ssl.create_default_context()
    if port == smtplib.SMTP_SSL_PORT:
        return smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=secure)
    line = smtplib.SMTP(host, port, timeout=SECONDS)
    line.ehlo_or_helo_if_needed()
    if line.has_extn("starttls"):
        line.starttls(context=secure)
    return line


def _log_in(line: smtplib.SMTP, host: str, environment: Mapping[str, str], where: str) -> None:
    user, password = environment.get(USER, ""), environment.get(PASSWORD, "")
    if not user and not password:
        return
    if not isinstance(line.sock, ssl.SSLSocket) and host not in {"localhost", "127.0.0.1", "::1"}:
        raise ask_error(where, "offers no TLS, so no login is sent to it", remedy=f"Use a server with TLS, or unset {USER} and {PASSWORD}.")
    line.login(user, password)


def _said(answer: bytes | str) -> str:
    return answer.decode(errors="replace") if isinstance(answer, bytes) else answer

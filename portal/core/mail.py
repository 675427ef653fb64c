"""Mail: rendering it, handing it to a server and knowing how that went, and the demo's mailbox."""

from __future__ import annotations

import base64
import re
import smtplib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.mime.base import MIMEBase
from email.utils import parseaddr
from enum import Enum
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend
from django.template import Context, engines
from django.utils import translation

from portal.core.models import DemoMail, OutboxMessage
from portal.core.models.outbox import OutboxError
from portal.core.wire import envelope_address, wire_format

ENHANCED_CODE = re.compile(rb"\b[245]\.\d{1,3}\.\d{1,3}\b")


class Outcome(Enum):
    """How a handing over went. Uncertain: the server had the mail and was not heard to answer."""

    SENT = "sent"
    TEMPORARY = "temporary"
    REFUSED = "refused"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True)
class Delivery:
    """The outcome, its error as `OutboxMessage.last_error` keeps it, and whether the connection is of use."""

    outcome: Outcome
    error: str = ""
    connection_lost: bool = False


class _InDoubt:
    """Knows whether a mail is on its way: between the server's “go ahead” (354) and its verdict."""

    in_doubt = False

    def getreply(self) -> tuple[int, bytes]:
        code, reply = super().getreply()  # type: ignore[misc]
        self.in_doubt = code == 354
        return code, reply


class WatchedSmtp(_InDoubt, smtplib.SMTP):
    pass


class WatchedSmtpSsl(_InDoubt, smtplib.SMTP_SSL):
    pass


class SmtpBackend(EmailBackend):
    """Django's SMTP backend, which also tells whether a lost connection took a mail along."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return WatchedSmtpSsl if self.use_ssl else WatchedSmtp

    def send_row(self, row: OutboxMessage) -> None:
        """Hand a mail over on the open connection. Raises what `smtplib` does, and ValueError."""
        assert self.connection is not None, "Open the connection first."
        sender = settings.DEFAULT_FROM_EMAIL
        content = wire_format(row, sender)
        envelope = envelope_address(parseaddr(sender)[1]), [envelope_address(row.address)]
        self.connection.sendmail(*envelope, content)


class MailboxBackend(BaseEmailBackend):
    """Keeps mail in the database for the demo's mailbox page instead of sending it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            DemoMail.objects.create(
                sender=message.from_email,
                recipients=", ".join(message.recipients()),
                subject=str(message.subject),
                text=str(message.body),
                html=_html_of(message),
                headers={name: str(value) for name, value in message.extra_headers.items()},
                files=[_file(attachment) for attachment in message.attachments],
            )
        return len(email_messages)


def render(template_base: str, context: Mapping[str, Any], language: str) -> tuple[str, str, str]:
    """Subject, plain text and HTML of `templates/mail/<template_base>.{subject.txt,txt,html}`.

    The two texts are not HTML, so nothing is escaped in them. Raises `TemplateDoesNotExist`.
    """
    full = {"language": language, "base_url": settings.BASE_URL} | dict(context)
    with translation.override(language):
        subject = _render(f"mail/{template_base}.subject.txt", full, escape=False)
        text = _render(f"mail/{template_base}.txt", full, escape=False)
        html = _render(f"mail/{template_base}.html", full, escape=True)
    return " ".join(subject.split()), text.strip() + "\n", html.strip() + "\n"


def absolute_url(path: str) -> str:
    """The address of a path of the portal, for those who read it elsewhere."""
    return f"{settings.BASE_URL}{path}"


def compose(row: OutboxMessage, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    """The mail of an outbox row, with the Message-ID it was given when it was queued."""
    message = EmailMultiAlternatives(
        subject=row.subject,
        body=row.text,
        to=[row.address],
        headers=row.headers
        | {
            "Message-ID": row.message_id,
            "Auto-Submitted": "auto-generated",
            "Content-Language": row.language,
        },
        connection=connection,
    )
    if row.html:
        message.attach_alternative(row.html, "text/html")
    if row.calendar:
        message.attach("calendar.ics", row.calendar, "text/calendar")
    return message


def deliver(row: OutboxMessage, connection: BaseEmailBackend) -> Delivery:
    """Hand one mail over on an open connection and say how it went; raises nothing of the mail server's."""
    try:
        if isinstance(connection, SmtpBackend):
            connection.send_row(row)
            return Delivery(Outcome.SENT)
        sent = compose(row, connection).send()
    except smtplib.SMTPRecipientsRefused as error:
        return _answered(*next(iter(error.recipients.values())))
    except smtplib.SMTPResponseException as error:
        return _answered(error.smtp_code, error.smtp_error)
    except (smtplib.SMTPNotSupportedError, ValueError, UnicodeError):
        return Delivery(Outcome.REFUSED, OutboxError.UNSENDABLE)
    except OSError:
        outcome = Outcome.UNCERTAIN if _in_doubt(connection) else Outcome.TEMPORARY
        return Delivery(outcome, OutboxError.CONNECTION_LOST, connection_lost=True)
    return Delivery(Outcome.SENT) if sent else Delivery(Outcome.REFUSED, OutboxError.UNSENDABLE)


def _answered(code: int, reply: bytes | str) -> Delivery:
    """The server's no. Its words may name the address, so only its numbers are kept."""
    raw = reply if isinstance(reply, bytes) else reply.encode()
    enhanced = ENHANCED_CODE.search(raw)
    error = f"{code} {enhanced.group().decode()}" if enhanced else str(code)
    outcome = Outcome.REFUSED if 500 <= code < 600 else Outcome.TEMPORARY
    return Delivery(outcome, error, connection_lost=code == 421)


def _in_doubt(connection: BaseEmailBackend) -> bool:
    """True too where the backend can't tell: better asked about than sent twice."""
    return bool(getattr(getattr(connection, "connection", None), "in_doubt", True))


def _render(name: str, context: dict[str, Any], *, escape: bool) -> str:
    template = engines["django"].engine.get_template(name)  # type: ignore[attr-defined]
    return str(template.render(Context(context, autoescape=escape)))


def _html_of(message: EmailMessage) -> str:
    alternatives = getattr(message, "alternatives", [])
    return next((str(body) for body, mimetype in alternatives if mimetype == "text/html"), "")


def _file(attachment: Any) -> dict[str, str]:
    if isinstance(attachment, MIMEBase):
        name, mimetype = attachment.get_filename(), attachment.get_content_type()
        content = attachment.get_payload(decode=True)
    else:
        name, content, mimetype = attachment
    raw = content.encode() if isinstance(content, str) else bytes(content or b"")
    return {"name": name or "", "type": mimetype or "", "content": base64.b64encode(raw).decode()}

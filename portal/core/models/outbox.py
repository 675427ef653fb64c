"""The outbox: mail that is to leave, written in the transaction of what caused it."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class OutboxState(models.TextChoices):
    """`sent` means handed to the mail server and accepted by it, never merely queued."""

    WAITING = "waiting", _("Waiting")
    HELD = "held", _("Held back")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    UNCERTAIN = "uncertain", _("Uncertain")
    GATHERED = "gathered", _("Gathered for a digest")
    DROPPED = "dropped", _("Dropped")


class OutboxError(models.TextChoices):
    """Why a mail has not left, where the mail server gave no number of its own (such as “550 5.1.1”)."""

    BAD_ADDRESS = "bad_address", _("The address is not a mail address.")
    UNSENDABLE = "unsendable", _("The mail can't be put in a form the mail server takes.")
    NO_ANSWER = "no_answer", _("The mail server doesn't answer.")
    CONNECTION_LOST = "connection_lost", _("The connection to the mail server broke.")
    WORKER_ENDED = "worker_ended", _("The worker ended while it was handing the mail over.")
    CANCELLED = "cancelled", _("What it was about was cancelled.")
    MOVED = "moved", _("What it was about was moved.")
    NOT_WANTED = "not_wanted", _("The reader does not want it any more.")
    NO_LONGER_THEIRS = "no_longer_theirs", _("The reader no longer holds the seat it was for.")
    TOO_LATE = "too_late", _("It came too late to be of use.")


class OutboxQuerySet(models.QuerySet["OutboxMessage"]):
    def waiting(self) -> OutboxQuerySet:
        return self.filter(state=OutboxState.WAITING)

    def due(self, now: datetime) -> OutboxQuerySet:
        """What may leave now, the longest waiting first."""
        return self.waiting().filter(send_after__lte=now).order_by("send_after", "pk")

    def pointless(self, now: datetime) -> OutboxQuerySet:
        """What was not sent while it was of use to anyone."""
        return self.filter(state__in=[OutboxState.WAITING, OutboxState.HELD], expires_at__lte=now)

    def called_off(self, kind: str, object_key: str) -> OutboxQuerySet:
        """What can still be stopped of all mail about one thing: not handed over, not in a digest."""
        return self.filter(
            Q(state__in=[OutboxState.WAITING, OutboxState.HELD])
            | Q(state=OutboxState.SENDING, handed_over_at=None)
            | Q(state=OutboxState.GATHERED, digest=None),
            kind=kind,
            object_key=object_key,
        )

    def claimed_before(self, moment: datetime) -> OutboxQuerySet:
        """Claimed by a worker that has not begun to hand it over and hasn't been heard of since."""
        return self.filter(state=OutboxState.SENDING, handed_over_at=None, claimed_at__lt=moment)

    def handed_over_before(self, moment: datetime) -> OutboxQuerySet:
        """Given to the mail server by a worker that never said how it went."""
        return self.filter(state=OutboxState.SENDING, handed_over_at__lt=moment)


class OutboxMessage(models.Model):
    """One mail to one recipient about one occurrence of one thing; all times are UTC.

    `recipient_key`, `occurrence` and the rest of the key stay when the recipient is erased and the
    body is emptied, so that nothing can be sent a second time.
    """

    kind = models.CharField(max_length=50)
    object_key = models.CharField(max_length=120)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    recipient_key = models.CharField(max_length=80)
    occurrence = models.CharField(max_length=80)

    address = models.CharField(max_length=320, blank=True)
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    calendar = models.TextField(blank=True)
    headers = models.JSONField(default=dict, blank=True)
    message_id = models.CharField(max_length=255)
    secret = models.BooleanField(
        default=False, help_text="Carries a code or a link that lets in: emptied as soon as it has left."
    )

    state = models.CharField(max_length=10, choices=OutboxState, default=OutboxState.WAITING)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField(help_text="When it should leave; stays when attempts push it on.")
    send_after = models.DateTimeField(help_text="When it may be tried next.")
    expires_at = models.DateTimeField(null=True, blank=True, help_text="From then on it is of no use.")
    claimed_at = models.DateTimeField(null=True, blank=True)
    claimed_by = models.CharField(max_length=120, blank=True)
    handed_over_at = models.DateTimeField(null=True, blank=True, help_text="Given to the mail server.")
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=40, blank=True, help_text="An OutboxError or the server's code.")
    sent_at = models.DateTimeField(null=True, blank=True)
    digest = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="parts",
        help_text="The mail it was gathered into.",
    )

    objects = OutboxQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_key", "recipient_key", "occurrence"], name="outbox_once"
            ),
            models.CheckConstraint(condition=Q(state__in=OutboxState.values), name="outbox_known_state"),
            models.CheckConstraint(
                condition=~Q(state=OutboxState.SENT) | Q(sent_at__isnull=False), name="outbox_sent_has_time"
            ),
            models.CheckConstraint(
                condition=~Q(state=OutboxState.SENDING) | (Q(claimed_at__isnull=False) & ~Q(claimed_by="")),
                name="outbox_sending_is_claimed",
            ),
            models.CheckConstraint(
                condition=~Q(state=OutboxState.UNCERTAIN) | Q(handed_over_at__isnull=False),
                name="outbox_uncertain_was_handed_over",
            ),
            models.CheckConstraint(
                condition=~Q(kind="") & ~Q(object_key="") & ~Q(recipient_key="") & ~Q(occurrence=""),
                name="outbox_key_is_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["send_after", "id"], condition=Q(state="waiting"), name="outbox_waiting"),
            models.Index(fields=["claimed_at"], condition=Q(state="sending"), name="outbox_sending"),
            models.Index(fields=["state", "-due_at", "-id"], name="outbox_by_state"),
        ]

    @property
    def error_sentence(self) -> str:
        """Why it has not left, in words for the team; empty when there is nothing to say."""
        if not self.last_error:
            return ""
        if self.last_error in OutboxError.values:
            return str(OutboxError(self.last_error).label)
        return gettext("The mail server refused it with the code %(code)s.") % {"code": self.last_error}

    def __str__(self) -> str:
        return f"{self.kind} {self.object_key} {self.occurrence}"

"""The mail about invitations: the link itself, what waits for a leader, and what became of it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import translation

from portal.core.clock import today
from portal.core.mail import absolute_url, render
from portal.core.workflows.outbox import Message, enqueue, enqueue_many
from portal.partnership.models import Invitation, User
from portal.partnership.models.body import Part
from portal.partnership.models.invitation import InvitationState
from portal.partnership.queries.partnership import the_partnership
from portal.partnership.queries.tenure import people_who_run

INVITATION = "people.invitation"
PROPOSAL = "people.proposal"
ANSWER = "people.invitation_answer"


def object_key(invitation: Invitation) -> str:
    """What mail about an invitation is about, as the outbox keeps it."""
    return f"partnership.invitation:{invitation.pk}"


def queue_invitation(invitation: Invitation, secret: str) -> str:
    """Queue the mail with the link, in the invitee's language, and give the link."""
    with translation.override(invitation.language):
        link = absolute_url(reverse("invitation", args=[secret]))
    context = {"name": invitation.name, "url": link, "greeting": invitation.greeting}
    enqueue(
        Message(
            kind=INVITATION,
            object_key=object_key(invitation),
            occurrence=invitation.secret_hash,
            address=invitation.email,
            language=invitation.language,
            expires_at=invitation.expires_at,
            secret=True,
            **_words("invitation", invitation, invitation.language, context),
        )
    )
    return link


def tell_deciders(invitation: Invitation) -> int:
    """Those who can say yes or no are told that a proposal waits; gives the number of mails."""
    assert invitation.seat is not None
    waiting = [person for person in people_who_run(invitation.seat.body, today()) if person != invitation.by]
    return enqueue_many(_to(person, "seat_proposed", PROPOSAL, invitation, {}) for person in waiting)


def tell_inviter(invitation: Invitation, *, answer: InvitationState, by: User | None) -> bool:
    """Whoever asked is told what became of it; `by` said yes, or refused. Call before it is forgotten."""
    if invitation.by is None or not invitation.by.is_active or invitation.by == by:
        return False
    context = {
        "answer": answer,
        "who": by,
        "asked": invitation.name or invitation.email,
        "other_address": bool(by and by.email.casefold() != invitation.email.casefold()),
    }
    return enqueue(_to(invitation.by, "invitation_answer", ANSWER, invitation, context))


def _to(person: User, template: str, kind: str, invitation: Invitation, context: dict[str, Any]) -> Message:
    with translation.override(person.language):
        url = absolute_url(reverse("invitation_tend", args=[invitation.pk]))
    return Message(
        kind=kind,
        object_key=object_key(invitation),
        occurrence=str(context.get("answer", "proposed")),
        recipient=person,
        address=person.email,
        language=person.language,
        **_words(template, invitation, person.language, {"person": person, "url": url} | context),
    )


def _words(template: str, invitation: Invitation, language: str, context: dict[str, Any]) -> dict[str, Any]:
    with translation.override(language):
        common = {
            "invitation": invitation,
            "what": invitation.seat.title if invitation.seat else invitation.unit,
            "body": invitation.seat.body if invitation.seat else None,
            "role": invitation.get_role_display(),
            "is_substitute": invitation.part == Part.SUBSTITUTE,
            "by": invitation.by,
            "partnership": the_partnership(),
            "is_example": bool(invitation.by and invitation.by.is_example),
        }
        subject, text, html = render(template, common | context, language)
    return {"subject": subject, "text": text, "html": html}

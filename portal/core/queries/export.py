"""What core keeps about a person: mail to them, what they did to mail, and what they looked into."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q

from portal.core.models import FormDraft, OutboxAct, OutboxMessage, Reading, StoredFile, ThreadChange

MAIL = [
    "kind",
    "object_key",
    "occurrence",
    "address",
    "language",
    "subject",
    "text",
    "state",
    "created_at",
    "due_at",
    "sent_at",
    "last_error",
]
HIDDEN = "A code or a link that lets in, left out."


def core_export(user: Any) -> dict[str, Any]:
    """Six queries. Of mail that carries a code or a link that lets in, the words are left out."""
    theirs = OutboxMessage.objects.filter(Q(recipient=user) | Q(address__iexact=user.email)).order_by("pk")
    acts = OutboxAct.objects.filter(by=user).order_by("pk")
    drafts = FormDraft.objects.filter(user=user)
    readings = Reading.objects.filter(by=user)
    return {
        "mail_to_you": [_mail(row) for row in theirs.values(*MAIL, "secret")],
        "what_you_did_to_mail": list(acts.values("act", "was", "at", kind_of_mail=F("message__kind"))),
        "what_you_changed": [
            {
                "thing": change.thread.title.as_dict(),
                **{name: getattr(change, name) for name in ("action", "before", "after", "note", "at")},
            }
            for change in ThreadChange.objects.filter(by=user).select_related("thread")
        ],
        "forms_you_have_begun": list(drafts.values("form", "answers", "at")),
        "files_you_uploaded": list(
            StoredFile.objects.filter(made_by=user).values("name", "media_type", "size", "created_at")
        ),
        "closed_things_you_looked_into": list(readings.values("at", "kind", "object_key", "why")),
    }


def _mail(row: dict[str, Any]) -> dict[str, Any]:
    secret = row.pop("secret")
    return row | {"subject": HIDDEN, "text": HIDDEN} if secret else row

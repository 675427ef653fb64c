"""Mail about needs: to who voiced one at each movement, and to those who answer for it at each offer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone

from portal.core.mail import absolute_url
from portal.core.models import OutboxMessage, Thread
from portal.core.models.change import ThreadChange
from portal.core.models.outbox import OutboxError
from portal.core.workflows.outbox import Message, enqueue_many
from portal.partnership.models import User
from portal.partnership.queries.mail import opted_out
from portal.partnership.rules.rhythm import may_wait
from portal.partnership.workflows.letter import Reader, Telling, written
from portal.partnership.workflows.mail import one_click_headers, unsubscribe_url
from projects.models import Need, NeedOffer
from projects.queries.need_people import wanting, who_answers_for, who_voiced
from projects.rules.need import NEED

MOVED, OFFERED = "projects.need_moved", "projects.need_offered"
TEMPLATES = {MOVED: "need_moved", OFFERED: "need_offered"}


def tell_who_voiced(need: Need, change: ThreadChange, *, by: Any, led_to: Thread | None = None) -> int:
    """Queue the mail about a movement, in its transaction; gives the number of mails.

    `led_to` is what it became, was discussed in, or was merged with. Nobody hears of their own doing.
    """
    people = wanting(who_voiced(need), MOVED, but=getattr(by, "pk", None))
    return enqueue_many(_moved(person, need, change, led_to) for person in people)


def tell_of_offer(offer: NeedOffer) -> int:
    """Queue the mail about a new offer; gives the number of mails. One offer is told of once."""
    people = wanting(who_answers_for(offer.need), OFFERED, but=offer.by_id)
    return enqueue_many(_offered(person, offer) for person in people)


def look_again(rows: Sequence[OutboxMessage]) -> Mapping[int, str]:
    """The last look: who has turned such mail off meanwhile gets none."""
    without = {kind: opted_out(kind) for kind in {row.kind for row in rows}}
    return {row.pk: OutboxError.NOT_WANTED for row in rows if row.recipient_id in without[row.kind]}


def _moved(person: User, need: Need, change: ThreadChange, led_to: Thread | None) -> Message:
    def told() -> dict[str, Any]:
        return {
            "what": str(NEED.said(change.action)),
            "reason": change.note,
            "led_to": led_to.title if led_to else "",
            "led_to_url": absolute_url(led_to.get_absolute_url()) if led_to else "",
        }

    return _message(MOVED, person, need, f"{change.pk}", told)


def _offered(person: User, offer: NeedOffer) -> Message:
    more = {"who": offer.by.name, "email": offer.by.email, "unit": offer.unit, "how": offer.how}
    return _message(OFFERED, person, offer.need, f"{offer.pk}", lambda: more)


def _message(kind: str, person: User, need: Need, occurrence: str, more: Telling) -> Message:
    without_url = unsubscribe_url(person, kind)

    def told() -> dict[str, Any]:
        return {
            "person": person,
            "title": need.title,
            "url": absolute_url(reverse("need", args=[need.slug])),
            "is_example": need.is_example,
            "without_url": without_url,
            **more(),
        }

    return written(
        TEMPLATES[kind],
        Reader.of(person),
        told,
        kind=kind,
        object_key=f"projects.need:{need.pk}",
        occurrence=occurrence,
        headers=one_click_headers(without_url),
        gathered=may_wait(person.mail_rhythm, timezone.now(), None),
    )

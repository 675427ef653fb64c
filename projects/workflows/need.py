"""Needs are voiced, shared, offered help with, moved on and merged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from portal.core.erasing import Leaver
from portal.core.models import Thread, ThreadChange
from portal.core.models.thread import Relation
from portal.core.models.threaded import everyone
from portal.core.workflows.authored import edit, make
from portal.core.workflows.thread import MergeError, link, merge
from portal.core.workflows.transition import NotPossibleError, take
from portal.partnership.models import Unit, User
from portal.partnership.queries.followed_thread import THREAD
from portal.partnership.workflows.follow import follow_instead
from projects.models import Need, NeedOffer, NeedVoice
from projects.queries.need import voices_to_take_back
from projects.rules.enums import NeedState
from projects.rules.need import NEED, may_edit_need, still_its_own
from projects.rules.rights import may_move_need, may_voice_needs
from projects.workflows.need_mail import tell_of_offer, tell_who_voiced

BY_LINK = {Relation.BECAME: "pick_up", Relation.DISCUSSED: "discuss"}
"""What a need's link to something later does to the need."""
WITHOUT_REASON = (NeedState.VOICED, NeedState.EXPLORED, NeedState.PICKED_UP)


@transaction.atomic
def voice(values: Mapping[str, Any], *, by: User, origin: Thread | None = None) -> Need:
    """A new need, with the first line of its history, and the thread it came from. PermissionDenied."""
    if not may_voice_needs(by):
        raise PermissionDenied
    need = make(Need(state=NeedState.VOICED, **values), by=by)
    if origin:
        link(origin, need.thread, Relation.BECAME, by=by)
    return need


def edit_need(need: Need, values: Mapping[str, Any], *, by: User, seen: int) -> bool:
    """See `core.workflows.authored.edit`. Raises StaleError, PermissionDenied, NotPossibleError."""
    if not may_edit_need(by, need):
        raise PermissionDenied
    with transaction.atomic():
        return edit(held(need), values, by=by, seen=seen)


@transaction.atomic
def move(
    need: Need,
    action: str,
    *,
    by: Any,
    note: str = "",
    seen: str | None = None,
    led_to: Thread | None = None,
) -> ThreadChange:
    """Take a step of the table, keep its reason where readers find it, and tell who voiced the need.

    `seen` is the state the person had before them. Raises what `take` does, and NotPossibleError where the
    need has moved since it was seen.
    """
    now = held(need)
    if seen is not None and has_moved(now, seen):
        raise NotPossibleError(_("Somebody was here before you. See how it stands now, and choose again."))
    row = NEED.row(action, now.state)
    also = {"reason": note.strip()} if row and row.asks else {}
    if row and row.target in WITHOUT_REASON:
        also = {"reason": ""}
    change = take(need, NEED, action, by=by, note=note, **also)
    tell_who_voiced(need, change, by=by, led_to=led_to)
    return change


def follow_link(need: Need, later: Thread, relation: str, *, by: Any) -> None:
    """What a need becomes picks it up, what discusses it makes it explored; other links change nothing."""
    action = BY_LINK.get(Relation(relation))
    if action:
        move(need, action, by=by, led_to=later)


@transaction.atomic
def we_too(need: Need, *, unit: Unit, by: User) -> bool:
    """Say that a unit has the need too; false where that is said already. Raises NotPossibleError."""
    if held(need).unit_id == unit.pk:
        raise NotPossibleError(_("This unit voiced the need itself."))
    _said, new = NeedVoice.objects.get_or_create(need=need, unit=unit, defaults={"by": by})
    return new


def take_back_voice(voice: NeedVoice, *, by: User) -> None:
    """The unit no longer says that it has the need. PermissionDenied for a unit one can't speak for."""
    if voice.pk not in {said.pk for said in voices_to_take_back(by, voice.need)}:
        raise PermissionDenied
    voice.delete()


@transaction.atomic
def offer(need: Need, *, how: str, unit: Unit | None, by: User) -> NeedOffer:
    """Write down what `by` can contribute, or write it anew; a new offer is told of. NotPossibleError."""
    held(need)
    made, new = NeedOffer.objects.update_or_create(
        need=need, by=by, defaults={"how": how.strip(), "unit": unit}
    )
    if new:
        tell_of_offer(made)
    return made


def take_back_offer(need: Need, *, by: User) -> bool:
    """Delete what `by` has offered; false where there was nothing."""
    return NeedOffer.objects.filter(need=need, by=by).delete()[0] > 0


def forget_offers(leaver: Leaver) -> None:
    """An offer is its person's, and goes with the account."""
    NeedOffer.objects.filter(by=leaver.key).delete()


@transaction.atomic
def merge_needs(need: Need, *, into: Need, by: User) -> None:
    """Two needs that ask the same become one: units, offers and followers move over, as the old address does.

    Who voiced the one that goes is told. Raises NotPossibleError where either is merged already or both are
    the same, PermissionDenied for who may not.
    """
    if not may_move_need(by):
        raise PermissionDenied
    for one in sorted((need, into), key=lambda each: each.pk):
        held(one)
    _move_voices(need, into)
    already = NeedOffer.objects.filter(need=into).values("by")
    NeedOffer.objects.filter(need=need).exclude(by__in=already).update(need=into)
    NeedOffer.objects.filter(need=need).delete()
    follow_instead(THREAD, str(need.thread_id), str(into.thread_id))
    gone = move(need, "merge", by=by, led_to=into.thread)
    take(into, NEED, "merge", by=by)
    try:
        merge(gone.thread, into=into.thread)
    except MergeError:
        raise NotPossibleError(_("These two can’t be merged.")) from None


def held(need: Need) -> Need:
    """The need as it is now, held until the transaction ends. Raises NotPossibleError once it is merged."""
    now: Need = everyone(Need).select_for_update(of=("self",)).select_related("thread").get(pk=need.pk)
    if why := still_its_own(now):
        raise NotPossibleError(why)
    return now


def has_moved(need: Need, seen: str) -> bool:
    return need.state != seen


def _move_voices(need: Need, into: Need) -> None:
    """The unit that voiced the one that goes has the other need too."""
    said = {voice.unit_id: voice for voice in need.voices.all()}
    said.setdefault(need.unit_id, NeedVoice(unit_id=need.unit_id, by_id=need.made_by_id, at=need.created_at))
    there = {into.unit_id, *into.voices.values_list("unit_id", flat=True)}
    NeedVoice.objects.filter(need=need).delete()
    NeedVoice.objects.bulk_create(
        NeedVoice(need=into, unit_id=unit, by_id=voice.by_id, at=voice.at)
        for unit, voice in said.items()
        if unit not in there
    )

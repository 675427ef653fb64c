"""Needs with those who share them and those who offer to help, as each reader may know of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Func, IntegerField, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from portal.core.text import Text
from portal.partnership.models import Theme, Unit
from portal.partnership.rules.standing import is_inside, own_units
from projects.models import Need, NeedOffer, NeedVoice
from projects.models.need import NeedQuerySet
from projects.rules.need import voicing_units
from projects.rules.rights import runs_projects

NOT_FOR_READING = ("thread__search", "thread__heading", "thread__marks")


@dataclass(frozen=True)
class Offer:
    """What somebody has offered. Only those inside are told `name` and `how`."""

    name: str
    unit: Text
    how: str
    mine: bool


@dataclass(frozen=True)
class Sharing:
    """Who shares a need besides the unit that voiced it, and who has offered to help."""

    units: list[Text]
    offers: list[Offer]

    @property
    def offering_units(self) -> list[Text]:
        """Each once, in the order in which they came."""
        return list(dict.fromkeys(offer.unit for offer in self.offers if offer.unit))


def needs_to_read() -> QuerySet[Need]:
    """Needs with all that their pages tell, in one query: see `sharing_of` and `themes_of`."""
    voices = NeedVoice.objects.filter(need=OuterRef("pk")).order_by("at", "pk")
    offers = NeedOffer.objects.filter(need=OuterRef("pk")).order_by("at", "pk")
    place = Func(OuterRef("themes"), F("key"), function="array_position", output_field=IntegerField())
    themes = Theme.objects.annotate(place=place).exclude(place=None).order_by("position")
    found = Need.objects.select_related("thread", "unit", "made_by").defer(*NOT_FOR_READING)
    return found.annotate(
        shared_by=ArraySubquery(voices.values_list("unit__name")),
        offered=ArraySubquery(
            offers.values(said=JSONObject(name="by__name", by="by_id", unit="unit__name", how="how"))
        ),
        theme_names=ArraySubquery(themes.values_list("name")),
    )


def sharing_of(need: Any, reader: Any) -> Sharing:
    """Of one of `needs_to_read`; asks nothing."""
    return Sharing(
        units=[_text(name) for name in need.shared_by],
        offers=[
            Offer(
                name=said["name"],
                unit=_text(said["unit"]),
                how=said["how"],
                mine=said["by"] == reader.pk,
            )
            for said in need.offered
        ],
    )


def themes_of(need: Any) -> list[Text]:
    """The names of its themes, of one of `needs_to_read`."""
    return [_text(name) for name in need.theme_names]


def editable_by(user: Any) -> NeedQuerySet:
    """The needs `user` may edit: twin of `rules.need.may_edit_need`."""
    if runs_projects(user):
        return Need.objects.all()
    return Need.objects.filter(made_by=user) if is_inside(user) else Need.objects.none()


def units_to_voice_for(user: Any) -> QuerySet[Unit]:
    """The team and the administrator voice needs for any unit, others for those where they are staff."""
    if runs_projects(user):
        return Unit.objects.named() | Unit.objects.filter(pk__in=voicing_units(user))
    return Unit.objects.filter(pk__in=voicing_units(user))


def units_to_share_with(user: Any, need: Need) -> QuerySet[Unit]:
    """The units for which `user` may still say that they have the need too: own ones, or any for the team."""
    theirs = Unit.objects.filter(pk__in=own_units(user))
    if runs_projects(user):
        theirs = theirs | Unit.objects.named()
    said = NeedVoice.objects.filter(need=need).values("unit")
    return theirs.exclude(pk=need.unit_id).exclude(pk__in=said)


def voices_to_take_back(user: Any, need: Need) -> list[NeedVoice]:
    """What `user` said themselves, what was said for a unit of theirs, and all of it for the team."""
    said = NeedVoice.objects.filter(need=need).select_related("unit")
    if runs_projects(user):
        return list(said)
    mine = set(own_units(user))
    return [voice for voice in said if voice.by_id == user.pk or voice.unit_id in mine]


def units_to_offer_from(user: Any) -> QuerySet[Unit]:
    """Where the person is staff today."""
    return Unit.objects.filter(pk__in=own_units(user))


def _text(said: Any) -> Text:
    """A name as it comes out of an array of texts, or of JSON."""
    return said if isinstance(said, Text) else Text.of(said or {})

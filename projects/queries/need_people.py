"""Who hears of a need: who voiced it, who leads its unit, and the team."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from portal.core.clock import today
from portal.partnership.models import Affiliation, User
from portal.partnership.models.person import Role
from portal.partnership.queries.mail import opted_out
from portal.partnership.queries.staff import team_on
from projects.models import Need


def who_answers_for(need: Need) -> list[User]:
    """Who voiced it, the leaders of its unit, and the team: those to whom an offer is made."""
    leaders = Affiliation.objects.on(today()).filter(unit=need.unit_id, role=Role.LEADER)
    leading = [place.user for place in leaders.select_related("user")]
    return _each_once([*who_voiced(need), *leading, *team_on(today())])


def who_voiced(need: Need) -> list[User]:
    """Nobody, once their account is closed."""
    return list(User.objects.filter(pk=need.made_by_id or 0, is_active=True))


def keys_told(need: Any) -> set[int]:
    """The account of who voiced it, who gets a mail of their own about each step."""
    return {need.made_by_id} - {None}


def wanting(people: Iterable[User], kind: str, *, but: int | None = None) -> list[User]:
    """Those of `people` who take mail of that kind, without the one whose doing it tells of."""
    without = opted_out(kind)
    return [person for person in people if person.pk not in without and person.pk != but]


def _each_once(people: Iterable[User]) -> list[User]:
    return list({person.pk: person for person in people if person.is_active}.values())

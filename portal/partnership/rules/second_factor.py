"""Who must have a second factor, and what counts as having shown one."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import rules
from django.conf import settings

from portal.partnership.queries.standing import standing_of
from portal.partnership.rules.standing import (
    is_administrator,
    is_controller,
    is_on_steering_group,
    is_on_team,
    is_secretary,
)

ATTESTED = "second_factor_attested"
"""Key in the session: the provider has vouched for a second factor at this sign-in."""
SIGNED_IN_AT = "signed_in_at"
RECORDS = "account_authentication_methods"
RECORDS_OF = "account_authentication_methods_user"


@rules.predicate
def is_budget_holder(user: Any) -> bool:
    return standing_of(user).has_seat(role="budget_holder")


decides = (
    is_on_steering_group | is_on_team | is_secretary | is_controller | is_administrator | is_budget_holder
)
"""Decides, or prepares decisions, on behalf of others; a substitute does too."""


def must_have_second_factor(user: Any) -> bool:
    return settings.SECOND_FACTOR == "required" and bool(decides(user))


def ways_shown(session: Mapping[str, Any], user_pk: Any) -> list[dict[str, Any]]:
    """How the person has shown who they are in this session, oldest first, as allauth notes it."""
    mine = str(session.get(RECORDS_OF)) == str(user_pk)
    records = session.get(RECORDS) if mine else None
    return records if isinstance(records, list) else []


def attested(session: Mapping[str, Any], user_pk: Any) -> bool:
    """Whether their provider vouches for a second factor, in a session they have come into through it.

    The mark alone is not enough: it may be left of a sign-in as somebody else that came to nothing.
    """
    through = any(record.get("method") == "socialaccount" for record in ways_shown(session, user_pk))
    return bool(session.get(ATTESTED)) and through


def second_factor_shown(session: Mapping[str, Any], user_pk: Any) -> bool:
    by_own = any(record.get("method") == "mfa" for record in ways_shown(session, user_pk))
    return by_own or attested(session, user_pk)


def confirmed_lately(session: Mapping[str, Any], user_pk: Any, *, with_second_factor: bool) -> bool:
    """Whether they have shown who they are within `CONFIRMED_FOR`, with the factor if they have one."""
    since = time.time() - settings.CONFIRMED_FOR
    if with_second_factor:
        times = [each["at"] for each in ways_shown(session, user_pk) if each.get("reauthenticated")]
    else:
        times = [each["at"] for each in ways_shown(session, user_pk)] + [session.get(SIGNED_IN_AT, 0)]
    return any(at > since for at in times)

"""Who has lost phone and codes is let in again by those who run the portal, and is told of it."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse

from portal.core.models import OutboxMessage
from tests.cast import Cast
from tests.partnership.factors import factors_of, give_app, give_codes, give_passkey, is_in, sign_in_by_code


def test_the_second_factor_is_taken_away_sessions_end_and_the_person_is_told(cast: Cast) -> None:
    for give in (give_app, give_codes, give_passkey):
        give(cast.secretary)
    give_app(cast.controller)
    signed_in = Client()
    signed_in.force_login(cast.secretary)
    signed_in.get(reverse("my_page"))
    call_command("forget_second_factor", "Secretary@test.example", verbosity=0)
    assert factors_of(cast.secretary) == []
    assert factors_of(cast.controller) == ["totp"]
    assert signed_in.get(reverse("my_page")).status_code == 302
    assert OutboxMessage.objects.get().recipient == cast.secretary
    again = Client()
    sign_in_by_code(again, cast.secretary)
    assert is_in(again)


@pytest.mark.parametrize("email", ["nobody@test.example", "student@test.example"])
def test_where_there_is_nothing_to_take_away_it_says_so(cast: Cast, email: str) -> None:
    with pytest.raises(CommandError, match=email):
        call_command("forget_second_factor", email)
    assert not OutboxMessage.objects.exists()

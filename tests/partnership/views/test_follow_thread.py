"""The button to follow stands on the page of what can be followed, for those signed in."""

from __future__ import annotations

import pytest
from django.test import Client

from portal.partnership.models import Follow
from tests.cast import Cast
from tests.projects.factories import NeedFactory
from tests.threads_app.declared import BoatFactory


def page(address: str, client: Client) -> str:
    return client.get(address).content.decode()


def test_one_follows_a_need_from_its_page_and_stops_there(cast: Cast) -> None:
    need, client = NeedFactory.create(), Client()
    client.force_login(cast.student)
    begin = f"/min-side/folger/thread/{need.thread_id}/"
    assert f'action="{begin}"' in page(f"/behov/{need.slug}/", client)
    assert client.post(begin)["Location"] == f"/behov/{need.slug}/"
    assert Follow.objects.filter(user=cast.student, kind="thread", key=need.thread_id).exists()
    assert f'action="{begin}slutt/"' in page(f"/behov/{need.slug}/", client)
    client.post(f"{begin}slutt/")
    assert not Follow.objects.exists()


def test_a_page_for_visitors_has_no_form_to_follow(cast: Cast) -> None:
    assert "/min-side/folger/" not in page(f"/behov/{NeedFactory.create().slug}/", Client())


@pytest.mark.usefixtures("boats")
def test_what_takes_no_steps_has_no_button(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.student)
    assert "/min-side/folger/thread" not in page(f"/bater/{BoatFactory.create().slug}/", client)

"""The demo's mailbox shows mail as its recipient sees it, and exists in the demo only."""

from __future__ import annotations

import pytest
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from portal.core.mail import MailboxBackend
from portal.core.models import DemoMail

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _demo(settings: Settings) -> None:
    settings.DEMO = True


def deliver(number: int = 1, text: str = "Text", html: str = "<p>Text</p>") -> DemoMail:
    message = EmailMultiAlternatives(
        f"Subject {number}", text, to=[f"reader{number}@example.org"], headers={"Content-Language": "nn"}
    )
    message.attach_alternative(html, "text/html")
    message.attach("calendar.ics", "BEGIN:VCALENDAR\r\n", "text/calendar")
    MailboxBackend().send_messages([message])
    return DemoMail.objects.latest("pk")


def test_an_empty_mailbox_says_what_will_come(client: Client) -> None:
    response = client.get(reverse("demo_mailbox"))
    assert response.status_code == 200
    assert b"uk-empty" in response.content


def test_the_newest_mail_comes_first(client: Client) -> None:
    for number in range(3):
        deliver(number)
    page = client.get(reverse("demo_mailbox")).content.decode()
    assert page.index("Subject 2") < page.index("Subject 1") < page.index("Subject 0")
    assert "reader2@example.org" in page
    assert 'lang="nn"' in page


def test_the_list_asks_as_often_for_thirty_mails_as_for_one(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    deliver()
    client.get(reverse("demo_mailbox"))
    for number in range(30):
        deliver(number)
    with django_assert_max_num_queries(5):
        client.get(reverse("demo_mailbox"))


def test_a_mail_shows_text_links_and_files_and_never_its_html(client: Client) -> None:
    kept = deliver(
        text="See https://portal.example.org/x <b>now</b>",
        html='<a href="https://portal.example.org/x">Go</a><script>alert(1)</script>',
    )
    page = client.get(kept.get_absolute_url()).content.decode()
    assert '<a href="https://portal.example.org/x" rel="nofollow">https://portal.example.org/x</a>' in page
    assert "&lt;b&gt;now&lt;/b&gt;" in page
    assert ">Go</a>" in page
    assert "alert(1)" not in page
    assert "calendar.ics" in page


def test_a_calendar_is_downloaded_as_one_and_there_is_no_other_file(client: Client) -> None:
    kept = deliver()
    response = client.get(reverse("demo_mail_attachment", args=[kept.pk, 1]))
    assert response.content == b"BEGIN:VCALENDAR\r\n"
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="calendar.ics"'
    for number in (0, 2):
        assert client.get(reverse("demo_mail_attachment", args=[kept.pk, number])).status_code == 404


def test_outside_the_demo_there_is_no_mailbox(client: Client, settings: Settings) -> None:
    kept = deliver()
    settings.DEMO = False
    for path in (
        reverse("demo_mailbox"),
        kept.get_absolute_url(),
        reverse("demo_mail_attachment", args=[kept.pk, 1]),
    ):
        assert client.get(path).status_code == 404

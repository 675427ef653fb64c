"""Rendering mail, the connection that knows what it carries, and the demo's mailbox."""

from __future__ import annotations

import pytest
from django.core import mail as django_mail
from django.core.mail import EmailMultiAlternatives
from django.template import engines
from pytest_django import Settings

from portal.core.html_links import Link, links_in
from portal.core.mail import absolute_url, render
from portal.core.models import DemoMail
from portal.core.workflows.outbox import drain, enqueue
from tests.core.outbox_mail import mail


@pytest.fixture
def _templates(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """A mail of the test's own, beside the portal's."""
    from django.template.loaders.locmem import Loader

    engine = engines["django"].engine  # type: ignore[attr-defined]
    texts = {
        "mail/trial.subject.txt": "{% get_current_language as code %}\n{{ title }}:\n{{ code }}\n",
        "mail/trial.txt": "\n{{ title }}\n{{ base_url }}\n",
        "mail/trial.html": '{% extends "mail/base.html" %}{% block content %}<p>{{ title }}{% endblock %}',
    }
    monkeypatch.setattr(engine, "template_loaders", [Loader(engine, texts), *engine.template_loaders])


@pytest.mark.usefixtures("_templates")
def test_texts_are_not_html_and_html_is_escaped() -> None:
    subject, text, html = render("trial", {"title": "R&D <now>"}, "en")
    assert subject == "R&D <now>: en"
    assert text.startswith("R&D <now>\n")
    assert "<p>R&amp;D &lt;now&gt;" in html
    assert '<html lang="en">' in html


@pytest.mark.usefixtures("_templates")
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_mail_is_in_the_readers_language_whatever_the_page_is_in(language: str) -> None:
    subject, _text, _html = render("trial", {"title": "a\nBcc: b"}, language)
    assert subject == f"a Bcc: b: {language}"


def test_an_address_in_a_mail_is_whole(settings: Settings) -> None:
    settings.BASE_URL = "https://portal.example.org"
    assert absolute_url("/nn/arshjul/") == "https://portal.example.org/nn/arshjul/"


@pytest.mark.django_db
def test_the_demo_keeps_the_mail_instead_of_sending_it(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "portal.core.mail.MailboxBackend"
    message = EmailMultiAlternatives("Hello", "Text", to=["a@example.org", "b@example.org"])
    message.attach_alternative("<p>Text</p>", "text/html")
    message.attach("calendar.ics", "BEGIN:VCALENDAR", "text/calendar")
    assert django_mail.get_connection().send_messages([message]) == 1
    kept = DemoMail.objects.get()
    assert (kept.subject, kept.text, kept.html) == ("Hello", "Text", "<p>Text</p>")
    assert kept.recipients == "a@example.org, b@example.org"
    [file] = kept.attachments
    assert (file.name, file.content_type, file.content) == (
        "calendar.ics",
        "text/calendar",
        b"BEGIN:VCALENDAR",
    )


@pytest.mark.django_db(transaction=True)
def test_the_outbox_delivers_to_the_demos_mailbox(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.core.workflows.outbox.hurry_along", lambda: None)
    settings.EMAIL_BACKEND = "portal.core.mail.MailboxBackend"
    enqueue(mail(language="nn", calendar="BEGIN:VCALENDAR"))
    assert drain(worker="w").sent == 1
    kept = DemoMail.objects.get()
    assert (kept.lang, kept.recipients) == ("nn", "reader1@example.org")
    assert len(kept.attachments) == 1


def test_links_of_a_mail_are_those_one_can_follow() -> None:
    html = (
        '<p>Words <a href="https://a.example/?x=1&amp;y=2">See <b>it</b></a>'
        '<a href="javascript:alert(1)">No</a><a href="/relative">No</a><a>No</a>'
        '<a href="mailto:a@example.org"></a>'
    )
    assert links_in(html) == [
        Link("See it", "https://a.example/?x=1&y=2"),
        Link("mailto:a@example.org", "mailto:a@example.org"),
    ]

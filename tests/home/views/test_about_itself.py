"""What the portal says about itself: whom to tell of a weakness, and how usable it is for everyone."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import translation

from portal.home.checks import check_security_contact
from portal.home.models import AccessibilityStatement, SecurityContact
from portal.home.queries.security import RENEW_WITHIN
from portal.partnership.models import Partnership
from portal.partnership.workflows.load import load_partnership
from portal.partnership.workflows.reading import PartnershipFileError
from tests.cast import Cast
from tests.conftest import PARTNERSHIP_FILE

ADDRESS = "/.well-known/security.txt"


DECLARED = """
[accessibility]
conformance = "partly"
assessed = 2026-11-24
answer_days = 10
"""


def edited(tmp_path: Path, old: str = DECLARED, new: str = DECLARED) -> Path:
    """The partnership's file with a statement on accessibility, and one change."""
    lines = PARTNERSHIP_FILE.read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("#")) + DECLARED
    assert text.count(old) == 1, f"the file has “{old}” not once"
    path = tmp_path / "edited.toml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def fields(client: Client) -> dict[str, str]:
    answer = client.get(ADDRESS)
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    lines = answer.content.decode().splitlines()
    return dict(line.split(": ", 1) for line in lines)


def test_it_says_whom_to_tell_and_until_when(client: Client, partnership: Partnership) -> None:
    """RFC 9116: Contact and Expires are required, and Expires is a date-time of RFC 3339."""
    contact = SecurityContact.objects.get()
    assert fields(client) == {
        "Contact": contact.contact,
        "Expires": f"{contact.expires.isoformat()}T00:00:00Z",
        "Preferred-Languages": "nb, nn, en",
        "Canonical": f"{settings.BASE_URL}{ADDRESS}",
    }
    assert contact.contact.startswith("mailto:")


def test_a_web_address_and_a_policy_are_given_as_they_are(
    client: Client, partnership: Partnership, tmp_path: Path
) -> None:
    contact = SecurityContact.objects.get().contact.removeprefix("mailto:")
    there = "https://portal.example/report"
    path = edited(tmp_path, f'contact = "{contact}"', f'contact = "{there}"\npolicy = "{there}/policy"')
    load_partnership(path)
    assert fields(client)["Contact"] == there
    assert fields(client)["Policy"] == f"{there}/policy"


def test_without_a_contact_there_is_no_such_page(client: Client, partnership: Partnership) -> None:
    """An address that nobody watches is worse than none."""
    SecurityContact.objects.all().delete()
    assert client.get(ADDRESS).status_code == 404


@pytest.mark.parametrize(
    ("before", "told"), [(RENEW_WITHIN + timedelta(days=1), False), (RENEW_WITHIN, True), (timedelta(), True)]
)
def test_the_administrator_is_asked_to_renew_it_thirty_days_before(
    before: timedelta, told: bool, client: Client, cast: Cast
) -> None:
    expires = SecurityContact.objects.get().expires
    with time_machine.travel(expires - before, tick=False), translation.override("en"):
        for person, asked in ((cast.administrator, told), (cast.secretary, False)):
            client.force_login(person)
            page = client.get(f"/en{reverse('my_page').removeprefix('/en')}").content.decode()
            assert ("Renew the contact for security" in page) is asked


@pytest.mark.parametrize(("days", "warned"), [(-1, []), (0, ["home.W002"]), (40, ["home.W002"])])
def test_the_check_warns_from_the_day_it_has_run_out(
    days: int, warned: list[str], partnership: Partnership
) -> None:
    with time_machine.travel(SecurityContact.objects.get().expires + timedelta(days=days), tick=False):
        assert [warning.id for warning in check_security_contact()] == warned


def test_the_check_warns_where_nobody_can_be_told(partnership: Partnership) -> None:
    SecurityContact.objects.all().delete()
    assert [warning.id for warning in check_security_contact()] == ["home.W001"]


def test_the_check_needs_no_database(partnership: Partnership, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr("portal.home.checks.security_contact", gone)
    assert check_security_contact() == []


SECURITY = 'contact = "sikkerhet@universitetskommunen-gjovik.example"'
MISTAKES = {
    "no contact": (SECURITY, 'contact = ""', "security.contact: expected a mail address"),
    "no address": (SECURITY, 'contact = "ring oss"', "security.contact: expected an e-mail address"),
    "no safe address": (
        SECURITY,
        'contact = "http://x.example"',
        "security.contact: expected an e-mail address",
    ),
    "no day": ("expires = 2027-10-31", "", "security.expires: expected the day"),
    "day in words": ("expires = 2027-10-31", 'expires = "snart"', "security.expires: expected a date"),
    "misspelt": (
        "expires = 2027-10-31",
        "expires = 2027-10-31\npolizy = 1",
        "security.polizy: expected one of",
    ),
    "unknown step": (
        'conformance = "partly"',
        'conformance = "mostly"',
        "accessibility.conformance: expected one",
    ),
    "never assessed": ("assessed = 2026-11-24", "", "accessibility.assessed: expected the day"),
    "no answer": (
        "answer_days = 10",
        "answer_days = 0",
        "accessibility.answer_days: expected a number from 1",
    ),
    "criterion": (
        "answer_days = 10",
        'answer_days = 10\nshortfalls = [{criterion = "farger", text = {nb = "x"}, why = {nb = "x"}}]',
        "shortfalls.1..criterion: expected a criterion",
    ),
    "all met, but not all": (
        'conformance = "partly"',
        'conformance = "full"\nshortfalls = [{criterion = "1.4.3", text = {nb = "x"}, why = {nb = "x"}}]',
        "accessibility.conformance: expected “partly”",
    ),
}


@pytest.mark.parametrize(("old", "new", "told"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_in_the_file_is_told_and_changes_nothing(
    old: str, new: str, told: str, partnership: Partnership, tmp_path: Path
) -> None:
    load_partnership(edited(tmp_path))
    before = (SecurityContact.objects.values().get(), AccessibilityStatement.objects.values().get())
    with pytest.raises(PartnershipFileError, match=told):
        load_partnership(edited(tmp_path, old, new))
    assert (SecurityContact.objects.values().get(), AccessibilityStatement.objects.values().get()) == before


@pytest.mark.parametrize("day", [date(2027, 10, 31), date(2026, 10, 1)], ids=["over", "too far ahead"])
def test_a_day_that_is_no_promise_is_told(
    day: date, partnership: Partnership, capsys: pytest.CaptureFixture[str]
) -> None:
    with time_machine.travel(day, tick=False):
        call_command("load_partnership", PARTNERSHIP_FILE)
    assert "security.expires: 2027-10-31 should be a day to come" in capsys.readouterr().out


@pytest.fixture
def declared(partnership: Partnership, tmp_path: Path) -> AccessibilityStatement:
    load_partnership(edited(tmp_path))
    return AccessibilityStatement.objects.get()


def statement(client: Client) -> str:
    return client.get("/en/tilgjengelighet/").content.decode()


def test_the_statement_says_what_the_partnership_declares(
    client: Client, partnership: Partnership, declared: AccessibilityStatement
) -> None:
    page = statement(client)
    assert "The pages meet some of the requirements." in page
    assert "24 November 2026" in page
    assert "within 10 working days" in page
    assert f"mailto:{partnership.email}" in page
    assert "uustatus.no" in page
    assert "uutilsynet.no" in page
    assert "diskrimineringsnemnda.no" in page


def test_another_partnership_declares_something_else(
    client: Client, declared: AccessibilityStatement
) -> None:
    AccessibilityStatement.objects.update(
        answer_days=1,
        contact="open@portal.example",
        registered="https://uustatus.example/1",
        shortfalls=[{"criterion": "1.2.5", "text": {"nb": "Filmer"}, "why": {"nb": "Snart"}}],
    )
    page = statement(client)
    assert "within 1 working day." in page
    assert "mailto:open@portal.example" in page
    assert 'href="https://uustatus.example/1"' in page
    assert '<span lang="nb">Filmer</span>' in page
    assert "criterion 1.2.5" in page


def test_nothing_is_declared_in_the_name_of_partners_who_have_not(
    client: Client, partnership: Partnership
) -> None:
    page = statement(client)
    assert "have not looked at the pages as a whole and declared anything yet" in page
    assert "three to six weeks" in page
    assert "The pages meet" not in page


def test_a_statement_that_is_taken_out_of_the_file_is_gone(declared: AccessibilityStatement) -> None:
    load_partnership(PARTNERSHIP_FILE)
    assert not AccessibilityStatement.objects.exists()

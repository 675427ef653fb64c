"""Applications and exchanges as people meet them: register, read, take a step."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from projects.models import Application, Exchange
from tests.cast import Cast
from tests.projects.factories import ApplicationFactory, ExchangeFactory, ProjectFactory

APPLICATION: dict[str, Any] = {
    "title": "Penger til trygg natt",
    "funder": "Forskningsrådet",
    "call": "Offentlig sektor",
    "deadline": "2027-03-17",
    "sought": "1 500 000 kr",
}


@pytest.fixture
def employee(client: Client, cast: Cast) -> Client:
    client.force_login(cast.employee)
    return client


def test_an_owner_registers_one_from_the_project_and_comes_to_its_page(employee: Client, cast: Cast) -> None:
    project = ProjectFactory.create(made_by=cast.employee)
    page = employee.get(f"/prosjekter/{project.slug}/soknad/").content.decode()
    assert str(project.title) in page
    answer = employee.post(f"/prosjekter/{project.slug}/soknad/", APPLICATION, follow=True)
    application = Application.objects.get()
    assert answer.redirect_chain[-1][0] == f"/soknader/{application.slug}/"
    assert (application.project, application.sought) == (project, Decimal(1_500_000))
    told = answer.content.decode()
    assert "1\u202f500\u202f000\u00a0kr" in told
    assert str(project.title) in told


def test_a_sum_nobody_can_read_is_told_at_its_field(employee: Client, cast: Cast) -> None:
    project = ProjectFactory.create(made_by=cast.employee)
    answer = employee.post(f"/prosjekter/{project.slug}/soknad/", APPLICATION | {"sought": "mye"})
    assert answer.status_code == 422
    assert not Application.objects.exists()


def test_a_project_one_cannot_see_is_not_there(client: Client, cast: Cast) -> None:
    client.force_login(cast.student)
    assert client.get(f"/prosjekter/{ProjectFactory.create().slug}/soknad/").status_code == 404


def test_the_deadline_moves_on_the_version_one_saw(employee: Client, cast: Cast) -> None:
    application = ApplicationFactory.create(project=ProjectFactory.create(made_by=cast.employee))
    address = f"/soknader/{application.slug}/endre/"
    moved = APPLICATION | {"deadline": "2027-04-14", "version": "0"}
    assert employee.post(address, moved).status_code == 302
    assert employee.post(address, moved | {"deadline": "2027-05-01"}).status_code == 409
    application.refresh_from_db()
    assert application.deadline == date(2027, 4, 14)


def test_a_grant_asks_how_much(employee: Client, cast: Cast) -> None:
    application = ApplicationFactory.create(
        state="sent", project=ProjectFactory.create(made_by=cast.employee)
    )
    address = f"/soknader/{application.slug}/grant/"
    assert 'name="granted"' in employee.get(address).content.decode()
    refused = employee.post(address, {"granted": ""})
    assert refused.status_code == 422
    assert 'aria-invalid="true"' in refused.content.decode()
    assert employee.post(address, {"granted": "900 000"}).status_code == 302
    application.refresh_from_db()
    assert (application.state, application.granted) == ("granted", Decimal(900_000))


def test_everyone_reads_a_granted_one_without_its_steps(client: Client, cast: Cast) -> None:
    application = ApplicationFactory.create(
        state="granted", granted=900_000, project=ProjectFactory.create(made_by=cast.employee)
    )
    page = client.get(f"/soknader/{application.slug}/").content.decode()
    assert "900\u202f000\u00a0kr" in page
    assert "/endre/" not in page
    assert f"/prosjekter/{application.project.slug}/" not in page  # an idea is for those inside


def test_staff_announce_an_exchange_with_themselves_as_contact(employee: Client, cast: Cast) -> None:
    page = employee.get("/utveksling/ny/").content.decode()
    assert f'value="{cast.employee.email}"' in page
    host = ExchangeFactory.build().host
    answers = {
        "title": "Delt stilling",
        "kind": "shared",
        "summary": "To dager i uka.",
        "host": host.pk,
        "percent": "40",
        "apply_by": "2027-03-01",
        "contact_address": cast.employee.email,
    }
    assert employee.post("/utveksling/ny/", answers).status_code == 302
    exchange = Exchange.objects.get()
    assert (exchange.contact, exchange.host, exchange.state) == (cast.employee, host, "open")
    stranger = employee.post("/utveksling/ny/", answers | {"contact_address": "who@else.example"})
    assert stranger.status_code == 422
    backwards = employee.post("/utveksling/ny/", answers | {"starts": "2027-05-01", "ends": "2027-04-01"})
    assert backwards.status_code == 422


def test_everyone_reads_whom_to_ask_while_the_account_is_open(client: Client, cast: Cast) -> None:
    exchange = ExchangeFactory.create(contact=cast.employee)
    address = f"/utveksling/{exchange.slug}/"
    assert f"mailto:{cast.employee.email}" in client.get(address).content.decode()
    cast.employee.is_active = False
    cast.employee.save()
    assert "mailto:employee" not in client.get(address).content.decode()


def test_only_those_who_may_announce_see_the_way_to_it(client: Client, cast: Cast) -> None:
    assert "/utveksling/ny/" not in client.get("/utveksling/").content.decode()
    client.force_login(cast.student)
    assert "/utveksling/ny/" not in client.get("/utveksling/").content.decode()
    client.force_login(cast.supervisor)
    assert "/utveksling/ny/" in client.get("/utveksling/").content.decode()


def test_the_contact_says_that_it_is_filled(client: Client, cast: Cast) -> None:
    exchange = ExchangeFactory.create(contact=cast.employee)
    client.force_login(cast.employee)
    assert client.post(f"/utveksling/{exchange.slug}/fill/").status_code == 302
    exchange.refresh_from_db()
    assert exchange.state == "filled"

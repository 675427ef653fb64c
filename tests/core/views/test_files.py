"""Files are fetched by whoever may see what they belong to, and can do nothing where they are opened."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from portal.core.files import file_audiences
from portal.core.models import StoredFile
from portal.core.text import Text
from tests.cast import Cast
from tests.core.files import PDF, pdf, picture, stored
from tests.projects.factories import ProjectFactory, ResultFactory, owned

pytestmark = pytest.mark.usefixtures("partnership")


def public_document(name: str = "rapport.pdf") -> StoredFile:
    project = ProjectFactory.create(state="shelved", learned=Text(nb="x"))
    file = stored(pdf(name))
    project.documents.create(file=file, label="x")
    return file


def shown_picture(**result: Any) -> StoredFile:
    file = stored(picture())
    ResultFactory.create(picture=file, **result)
    return file


def document_of_an_idea(owner: Any = None) -> StoredFile:
    project = ProjectFactory.create()
    file = stored(pdf())
    project.documents.create(file=file, label="x")
    if owner:
        owned(project, owner)
    return file


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def bytes_of(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_a_document_is_always_a_file_to_save() -> None:
    response = Client().get(public_document("Møte «A» 1.pdf").get_absolute_url())

    assert bytes_of(response) == PDF
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"].startswith("attachment; filename")


def test_a_picture_is_shown_where_it_stands() -> None:
    response = Client().get(shown_picture().picture_url)

    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["Content-Disposition"].startswith("inline")


def test_nothing_runs_in_what_is_opened() -> None:
    for address in (public_document().get_absolute_url(), shown_picture().picture_url):
        headers = Client().get(address).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        policy = headers["Content-Security-Policy"]
        assert "sandbox" in policy
        assert "default-src 'none'" in policy
        assert "script-src" not in policy


def test_a_file_has_one_address_in_every_language() -> None:
    address = public_document().get_absolute_url()

    assert address.startswith("/filer/")
    assert Client().get(f"/en{address}").status_code == HTTPStatus.NOT_FOUND


def test_a_document_has_no_address_as_a_picture() -> None:
    file = public_document()

    assert Client().get(file.picture_url).status_code == HTTPStatus.NOT_FOUND


def test_an_address_with_a_name_somebody_made_up_leads_nowhere() -> None:
    address = public_document().get_absolute_url().replace("rapport.pdf", "faktura.pdf")

    assert Client().get(address).status_code == HTTPStatus.NOT_FOUND


def test_a_picture_open_to_all_is_kept_by_browsers(cast: Cast) -> None:
    response = client_of(cast.employee).get(shown_picture().picture_url)

    assert response.headers["Cache-Control"] == "public, max-age=2592000, immutable"


def test_a_document_is_asked_for_anew_since_it_may_be_taken_back(cast: Cast) -> None:
    response = client_of(cast.employee).get(public_document().get_absolute_url())

    assert response.headers["Cache-Control"] == "public, no-cache"


def test_what_is_for_some_is_kept_nowhere(cast: Cast) -> None:
    response = client_of(cast.employee).get(document_of_an_idea().get_absolute_url())

    assert response.status_code == HTTPStatus.OK
    assert response.headers["Cache-Control"] == "private, no-store"


def test_who_has_it_already_is_not_sent_it_again() -> None:
    address = public_document().get_absolute_url()
    etag = Client().get(address).headers["ETag"]
    again = Client().get(address, headers={"If-None-Match": etag})

    assert again.status_code == HTTPStatus.NOT_MODIFIED
    assert "sandbox" in again.headers["Content-Security-Policy"]


def test_a_document_of_an_idea_is_not_for_visitors() -> None:
    assert Client().get(document_of_an_idea().get_absolute_url()).status_code == HTTPStatus.NOT_FOUND


def test_a_document_of_an_idea_is_for_its_owners(cast: Cast) -> None:
    file = document_of_an_idea(cast.supervisor)

    assert client_of(cast.supervisor).get(file.get_absolute_url()).status_code == HTTPStatus.OK
    assert client_of(cast.student).get(file.get_absolute_url()).status_code == HTTPStatus.NOT_FOUND


def test_a_picture_of_a_draft_is_for_those_who_edit_it(cast: Cast) -> None:
    address = shown_picture(state="draft", contact=cast.supervisor).picture_url

    assert client_of(cast.supervisor).get(address).status_code == HTTPStatus.OK
    assert client_of(cast.team_municipality).get(address).status_code == HTTPStatus.OK
    assert client_of(cast.employee).get(address).status_code == HTTPStatus.NOT_FOUND
    assert Client().get(address).status_code == HTTPStatus.NOT_FOUND


def test_a_picture_is_closed_again_with_its_result() -> None:
    file = stored(picture())
    result = ResultFactory.create(picture=file)
    assert Client().get(file.picture_url).status_code == HTTPStatus.OK

    result.state = "withdrawn"
    result.save()

    assert Client().get(file.picture_url).status_code == HTTPStatus.NOT_FOUND


def test_what_belongs_to_nothing_is_only_for_the_one_who_handed_it_in(cast: Cast) -> None:
    file = stored(pdf(), by=cast.employee)

    assert client_of(cast.employee).get(file.get_absolute_url()).status_code == HTTPStatus.OK
    assert client_of(cast.team_municipality).get(file.get_absolute_url()).status_code == HTTPStatus.NOT_FOUND


def test_an_app_says_itself_who_may_see_its_files(cast: Cast) -> None:
    file = stored(pdf())
    file_audiences.register("test", lambda reader, asked: asked == file and reader == cast.student)
    try:
        assert client_of(cast.student).get(file.get_absolute_url()).status_code == HTTPStatus.OK
        assert client_of(cast.employee).get(file.get_absolute_url()).status_code == HTTPStatus.NOT_FOUND
    finally:
        file_audiences.unregister("test")


def test_bytes_that_are_gone_are_not_found() -> None:
    file = public_document()
    Path(settings.MEDIA_ROOT, str(file.file.name)).unlink()

    assert Client().get(file.get_absolute_url()).status_code == HTTPStatus.NOT_FOUND

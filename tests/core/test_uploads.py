"""Fields that take in files: few types, told by content, not too large, under a harmless name."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from portal.core import uploads
from portal.core.forms import PortalForm
from portal.core.rules.file_type import DOCX, PDF, PNG
from portal.core.rules.upload import LONGEST_NAME, clean_name
from portal.core.uploads import DocumentField, PictureField, alt_field, require_alt
from tests.core import files


class Handing(PortalForm, forms.Form):
    document = DocumentField(required=False)
    picture = PictureField(required=False)
    alt = alt_field()

    def clean(self) -> dict[str, Any]:
        require_alt(self)
        return self.cleaned_data


@pytest.fixture(autouse=True)
def english() -> Any:
    with override("en"):
        yield


def handed(field: str, content: bytes, name: str = "x.pdf", claimed: str = "", **answers: str) -> Handing:
    return Handing(answers, {field: SimpleUploadedFile(name, content, claimed or "application/octet-stream")})


@pytest.mark.parametrize(
    "content",
    [files.PDF, files.docx(), files.xlsx(), files.odt(), files.drawn("JPEG")],
    ids=["pdf", "docx", "xlsx", "odt", "jpeg"],
)
def test_a_document_of_every_type_is_taken(content: bytes) -> None:
    assert handed("document", content).is_valid()


def test_the_name_and_the_browser_are_not_believed() -> None:
    form = handed("document", files.PDF, name="report.exe", claimed="text/html")

    assert form.is_valid()
    assert form.cleaned_data["document"].name == "report.pdf"
    assert form.cleaned_data["document"].media_type == "application/pdf"


def test_a_page_that_says_it_is_a_report_is_refused() -> None:
    form = handed("document", b"<script>alert(1)</script>", claimed="application/pdf")

    assert form.errors["document"] == [
        "That is none of the types the portal takes: PDF, DOCX, XLSX, ODT, PNG, JPEG, WEBP."
    ]


def test_a_document_is_no_picture() -> None:
    form = handed("picture", files.PDF, alt="x")

    assert form.errors["picture"] == ["That is no picture the portal takes. Choose a PNG, JPEG or WEBP."]


def test_a_picture_is_drawn_anew_and_measured() -> None:
    before = files.drawn("PNG", (3200, 100)) + b"behind its end"
    form = handed("picture", before, name="a.png", alt="A quay")

    assert form.is_valid()
    upload = form.cleaned_data["picture"]
    assert (upload.width, upload.height) == (1600, 50)
    assert b"behind its end" not in upload.content


def test_a_picture_among_documents_is_drawn_anew_and_needs_no_words() -> None:
    form = handed("document", files.drawn() + b"behind its end", name="a.png")

    assert form.is_valid()
    assert form.cleaned_data["document"].width is None
    assert b"behind its end" not in form.cleaned_data["document"].content


def test_a_picture_must_be_told_in_words() -> None:
    form = handed("picture", files.drawn(), alt=" ")

    assert form.errors == {"alt": ["Say in one sentence what the picture shows."]}


def test_without_a_picture_nothing_must_be_told() -> None:
    form = Handing({})

    assert form.is_valid()
    assert form.cleaned_data["picture"] is None


@pytest.mark.parametrize(
    ("field", "limit", "content"),
    [("document", "LARGEST_DOCUMENT", files.PDF), ("picture", "LARGEST_PICTURE", files.drawn())],
    ids=["document", "picture"],
)
def test_what_is_too_large_is_refused(field: str, limit: str, content: bytes) -> None:
    largest = getattr(uploads, limit)
    form = handed(field, content + b"\0" * largest, alt="x")

    assert form.errors[field] == [f"The file is too large. It may be {largest >> 20} MB at most."]


def test_a_picture_among_documents_may_be_no_larger_than_any_picture() -> None:
    form = handed("document", files.drawn() + b"\0" * uploads.LARGEST_PICTURE)

    assert form.errors["document"] == ["The file is too large. It may be 8 MB at most."]


def test_a_broken_picture_is_told_to_be_so() -> None:
    form = handed("picture", files.drawn("PNG", (300, 300))[:60], alt="x")

    assert form.errors["picture"] == ["The picture can’t be read. Save it anew, and choose it once more."]


def test_an_empty_file_is_told_to_be_so() -> None:
    assert handed("document", b"").errors["document"] == ["The file is empty. Choose another one."]


def test_browsers_offer_only_what_is_taken() -> None:
    assert 'accept=".jpg,.png,.webp"' in str(Handing()["picture"])


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Rapport 2026.pdf", "Rapport 2026.pdf"),
        ("Årsmøte.PDF", "Årsmøte.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\kari\\notat.docx", "notat.pdf"),
        ('a"b<c>:d|e?f*.pdf', "a-b-c-d-e-f.pdf"),
        ("linje\r\nSet-Cookie: x.pdf", "linjeSet-Cookie- x.pdf"),
        ("rapport\u202efdp.exe", "rapportfdp.pdf"),
        ("v1.2 av planen", "v1.2 av planen.pdf"),
        ("...", "file.pdf"),
        ("", "file.pdf"),
        (".htaccess", "htaccess.pdf"),
    ],
)
def test_names_are_harmless_and_end_as_what_the_file_is(given: str, kept: str) -> None:
    assert clean_name(given, PDF) == kept


def test_long_names_are_cut_before_their_ending() -> None:
    name = clean_name("a" * 500 + ".docx", DOCX)

    assert len(name) == LONGEST_NAME
    assert name.endswith(".docx")


def test_a_name_is_the_same_when_it_is_cleaned_again() -> None:
    once = clean_name("100 % sant?.png", PNG)

    assert clean_name(once, PNG) == once

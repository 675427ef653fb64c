"""A mail is told in the language of its reader, with an account or without."""

from __future__ import annotations

from django.utils.translation import get_language, override

from portal.partnership.workflows.letter import Reader, written
from tests.cast import Cast

KEY = {"kind": "test.kind", "object_key": "test:1", "occurrence": "once"}


def test_what_it_tells_is_asked_for_in_the_readers_language(cast: Cast) -> None:
    asked: list[str | None] = []

    def told() -> dict[str, str]:
        asked.append(get_language())
        return {"title": "Hva lekker?", "url": "/"}

    with override("nb"):
        letter = written("owner_named", Reader("Ola", "ola@test.example", "nn"), told, **KEY)

    assert (asked, letter.language) == (["nn"], "nn")
    assert (letter.recipient, letter.address) == (None, "ola@test.example")


def test_who_has_an_account_is_its_recipient(cast: Cast) -> None:
    letter = written("owner_named", Reader.of(cast.employee), lambda: {"title": "Hva lekker?"}, **KEY)

    assert (letter.recipient, letter.address) == (cast.employee, cast.employee.email)
    assert "Hva lekker?" in letter.text

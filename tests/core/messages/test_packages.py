from __future__ import annotations

from pathlib import Path

import pytest

from portal.core.messages.catalogue import identity, messages_of
from portal.core.messages.packages import gaps, texts_of, with_gaps


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An installed package with two texts, one of them translated into nynorsk."""
    folder = tmp_path / "oarshop"
    (folder / "locale/nn/LC_MESSAGES").mkdir(parents=True)
    (folder / "__init__.py").write_text("")
    (folder / "forms.py").write_text('_("Oar"); _("Boat")')
    (folder / "locale/nn/LC_MESSAGES/django.po").write_text('msgid "Oar"\nmsgstr "Åre"\n')
    monkeypatch.syspath_prepend(tmp_path)
    return "oarshop"


def test_a_text_the_package_translates_is_no_gap(package: str) -> None:
    assert [identity(message) for message in gaps("nn", [package])] == [(None, "Boat")]


def test_a_language_the_package_lacks_is_all_gap(package: str) -> None:
    assert len(gaps("nb", [f"{package}.forms"])) == 2


def test_gaps_become_ours_to_translate_with_the_package_named(package: str) -> None:
    own = texts_of([])
    ours = messages_of(with_gaps(own, "nn", [package]))
    assert [(message.id, message.locations) for message in ours] == [("Boat", [("oarshop", 0)])]
    assert messages_of(with_gaps(own, "en", [package])) == []


def test_a_listed_package_that_is_not_installed_is_named() -> None:
    with pytest.raises(LookupError, match="sailshop"):
        texts_of(["sailshop"])


def test_what_people_see_of_the_framework_has_both_norwegian_languages() -> None:
    """The form errors everyone meets come with the framework; only rarer ones are left to us."""
    rare = {identity(message)[1] for language in ("nb", "nn") for message in gaps(language)}
    assert {"This field is required.", "Enter a valid email address.", "March", "%(num)d hour"}.isdisjoint(
        rare
    )

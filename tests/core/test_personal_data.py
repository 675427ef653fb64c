"""The register of personal data: nothing about people is kept that is not in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection, models
from django.test.utils import isolate_apps

from portal.core.personal_data import (
    Basis,
    PersonalData,
    Purpose,
    Stay,
    by_purpose,
    declare_impersonal,
    fields_of,
    impersonal,
    personal_data,
)
from portal.core.personal_data_checks import check_personal_data, logged, unclassed, unenforced, unknown
from portal.partnership.models import User


@pytest.fixture(autouse=True)
def planted_apart() -> Iterator[None]:
    """What a test declares is taken back after it."""
    before = {key for key, _because in impersonal.items()}
    with isolate_apps("tests.core"):
        yield
    for key in {key for key, _because in impersonal.items()} - before:
        impersonal.unregister(key)


def names(model: type[models.Model]) -> set[str]:
    return {message.msg.split()[0].rpartition(".")[2] for message in unclassed([model])}


def test_every_field_of_the_portal_is_classed() -> None:
    assert [message.msg for message in check_personal_data()] == []


def test_a_new_text_is_refused_until_it_is_classed() -> None:
    class Planted(models.Model):
        note = models.TextField()
        amount = models.IntegerField()
        state = models.CharField(max_length=5, choices=[("a", "a")])

        class Meta:
            app_label = "tests.core"

    assert names(Planted) == {"note"}
    declare_impersonal("a planted model about things", Planted._meta.label)
    assert names(Planted) == set()


@pytest.mark.parametrize("kind", [models.EmailField, models.CharField, models.TextField, models.FileField])
@pytest.mark.parametrize("name", ["contact_name", "mobile_phone", "photo", "orcid", "user_agent"])
def test_what_sounds_like_a_person_is_not_covered_by_a_word_about_its_model(
    kind: type[models.CharField[str, str]], name: str
) -> None:
    meta = type("Meta", (), {"app_label": "tests.core"})
    fields = {name: kind(max_length=20), "note": models.TextField(), "Meta": meta}
    planted: type[models.Model] = type("Planted", (models.Model,), fields | {"__module__": __name__})
    declare_impersonal("a planted model that is said to be about things", planted._meta.label)
    assert names(planted) == {name}


def test_an_address_can_not_even_be_declared_by_itself() -> None:
    class Planted(models.Model):
        mail = models.EmailField()
        short_name = models.CharField(max_length=20)

        class Meta:
            app_label = "tests.core"

    declare_impersonal("planted", "tests.core.Planted.mail", "tests.core.Planted.short_name")
    assert names(Planted) == {"mail"}


def test_everything_in_a_model_that_points_at_a_person_is_classed() -> None:
    class Planted(models.Model):
        owner = models.ForeignKey(User, models.CASCADE, related_name="+")
        amount = models.IntegerField()
        day = models.DateField()

        class Meta:
            app_label = "tests.core"

    declare_impersonal("planted", Planted._meta.label)
    assert names(Planted) == {"owner", "amount", "day"}
    declare_impersonal("planted", *fields_of(Planted._meta.label, "owner", "amount", "day"))
    assert names(Planted) == {"owner"}


def test_the_register_speaks_of_nothing_that_is_not_there() -> None:
    declare_impersonal("planted", "core.Vanished")
    assert [message.id for message in unknown([])][-1:] == ["personal_data.E002"]
    assert any("core.Vanished" in message.msg for message in check_personal_data())


def test_a_line_that_ends_by_a_rule_nobody_enforces_is_refused() -> None:
    line = PersonalData(
        fields=(),
        what="planted",
        purpose=Purpose.WORK,
        basis=Basis.WISH,
        retention="a while",
        ends="planted_rule",
        seen_by="nobody",
    )
    personal_data.register("planted", line)
    try:
        assert ["planted_rule" in message.msg for message in unenforced()] == [True]
    finally:
        personal_data.unregister("planted")


def test_the_change_log_takes_no_words_about_people() -> None:
    class Tracked(models.Model):
        owner = models.ForeignKey(User, models.CASCADE, related_name="+")
        note = models.TextField()

        class Meta:
            app_label = "tests.core"

    class TrackedEvent(models.Model):
        pgh_tracked_model = Tracked
        owner = models.ForeignKey(User, models.CASCADE, related_name="+")
        note = models.TextField()
        pgh_label = models.TextField()

        class Meta:
            app_label = "tests.core"

    assert [message.msg.split()[0] for message in logged([Tracked, TrackedEvent])] == [
        "tests.core.TrackedEvent.note"
    ]


@pytest.mark.django_db
def test_no_table_of_the_database_is_without_a_model_but_those_named_here() -> None:
    """What the check can't see: tables without a model, each with what is in it."""

    known = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    without_model = {table for table in connection.introspection.table_names() if table not in known}
    assert without_model == {
        "core_cache",  # counters of attempts: the line “attempts”
        "django_migrations",  # no people
    }


def test_the_page_has_every_line_once_grouped_by_purpose() -> None:
    shown = [line for _purpose, lines in by_purpose() for line in lines]
    assert sorted(map(id, shown)) == sorted(map(id, personal_data))


def test_what_is_kept_after_erasure_says_why() -> None:
    """A key to the person outlives their account only in lines that say what stays."""
    for key, line in personal_data.items():
        points = [field for field in line.fields if field.endswith((".user", ".by", "_by", ".recipient"))]
        if points and line.ends is Stay.KEPT:
            assert line.stays, key

"""Owners are named among those who work at the partner, by name or address, without a script."""

from __future__ import annotations

from datetime import date

from portal.partnership.models import Partner, User
from projects.forms.project_owners import OwnersForm
from projects.models import Project
from tests.cast import Cast, person, place
from tests.projects.factories import ProjectFactory, owned


def town() -> Partner:
    return Partner.objects.get(kind="municipality")


def answered(said: str, **more: str) -> OwnersForm:
    return OwnersForm({f"owner_{town().key}": said, **more}, thing=ProjectFactory.create())


def chosen(form: OwnersForm) -> User | None:
    assert form.is_valid(), form.errors
    return form.owners[town()]


def test_somebody_is_found_by_name_part_of_it_or_address(cast: Cast) -> None:
    for said in ("Employee", "employee@TEST.example", " employee ", "Employ"):
        assert chosen(answered(said)) == cast.employee


def test_nobody_is_named_who_does_not_work_there(cast: Cast) -> None:
    former = place(person("former"), kind="municipality", role="employee", last=date(2021, 1, 1))
    for said in (cast.supervisor.email, cast.student.email, cast.outsider.email, former.email, "Nobody"):
        form = answered(said)
        assert not form.is_valid()
        assert list(form.errors) == [f"owner_{town().key}"]


def test_one_chooses_between_people_of_one_name(cast: Cast) -> None:
    first, second = (place(person(name), kind="municipality", role="employee") for name in ("k1", "k2"))
    User.objects.filter(pk__in=[first.pk, second.pk]).update(name="Kari Nordmann")
    form = answered("kari nordmann")
    assert not form.is_valid()
    offered = form.fields[f"chosen_{town().key}"]
    assert {key for key, _label in offered.choices} == {first.pk, second.pk}  # type: ignore[attr-defined]
    assert first.email not in str(form)
    picked = answered("kari nordmann", **{f"chosen_{town().key}": str(second.pk)})
    assert chosen(picked) == second


def test_a_choice_that_was_never_offered_counts_for_nothing(cast: Cast) -> None:
    form = answered("", **{f"chosen_{town().key}": str(cast.outsider.pk)})
    assert not form.is_valid() or form.owners[town()] is None


def test_an_answer_left_out_is_asked_for_beyond_the_idea_phase_only(cast: Cast) -> None:
    assert chosen(answered("")) is None
    project = owned(ProjectFactory.create(), cast.employee)
    Project.objects.filter(pk=project.pk).update(state="running")
    project.refresh_from_db()
    form = OwnersForm({}, thing=project)
    assert set(form.errors) == {f"owner_{partner.key}" for partner in Partner.objects.filter(required=True)}


def test_the_form_begins_with_those_who_answer_for_it(cast: Cast) -> None:
    form = OwnersForm(thing=owned(ProjectFactory.create(), cast.employee))
    assert form[f"owner_{town().key}"].value() == cast.employee.email

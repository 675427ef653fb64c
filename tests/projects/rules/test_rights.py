"""What one once wrote or answered for is changed as long as one belongs to the partnership."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from portal.core.clock import today
from portal.partnership.models import User
from projects.models import Project
from projects.queries.application import applications_editable_by
from projects.queries.exchange import exchanges_editable_by
from projects.queries.need import editable_by
from projects.queries.result import editable_results
from projects.rules.need import may_edit_need
from projects.rules.rights import (
    may_edit_application,
    may_edit_exchange,
    may_edit_project,
    may_edit_result,
)
from tests.cast import Cast
from tests.projects.factories import (
    ApplicationFactory,
    ExchangeFactory,
    NeedFactory,
    ProjectFactory,
    ResultFactory,
    owned,
)

KINDS: dict[str, tuple[Any, Any, Any]] = {
    "need": (lambda person: NeedFactory.create(made_by=person), may_edit_need, editable_by),
    "project made": (
        lambda person: ProjectFactory.create(made_by=person),
        may_edit_project,
        Project.objects.editable_by,
    ),
    "project owned": (
        lambda person: owned(ProjectFactory.create(), person),
        may_edit_project,
        Project.objects.editable_by,
    ),
    "application": (
        lambda person: ApplicationFactory.create(project=owned(ProjectFactory.create(), person)),
        may_edit_application,
        applications_editable_by,
    ),
    "exchange": (
        lambda person: ExchangeFactory.create(contact=person),
        may_edit_exchange,
        exchanges_editable_by,
    ),
    "result": (lambda person: ResultFactory.create(contact=person), may_edit_result, editable_results),
}


@pytest.mark.parametrize("kind", KINDS)
def test_whoever_has_left_changes_nothing_more(cast: Cast, kind: str) -> None:
    make, may_edit, editable = KINDS[kind]
    person = cast.employee
    thing = make(person)
    assert may_edit(person, thing)
    assert editable(person).exists()

    person.affiliations.update(first_day=today() - timedelta(days=99), last_day=today() - timedelta(days=1))
    gone = User.objects.get(pk=person.pk)
    assert not may_edit(gone, thing)
    assert not editable(gone).exists()

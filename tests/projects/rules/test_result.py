"""Who may do what with a result; what the predicate says of one, the query says of many."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from portal.core.text import Text
from portal.core.workflows.transition import NotPossibleError, take
from projects.models import Result
from projects.queries.result import editable_results
from projects.rules.enums import ResultKind, ResultState
from projects.rules.result import RESULT
from projects.rules.rights import may_edit_result
from tests.cast import Cast
from tests.projects.factories import ProjectFactory, ResultFactory, owned


def everybodys(cast: Cast) -> None:
    """One made by, one answered for by, and one of a project of each of three people; one of nobody's."""
    for person in (cast.employee, cast.supervisor, cast.student):
        ResultFactory.create(made_by=person)
        ResultFactory.create(contact=person)
        ResultFactory.create(project=ProjectFactory.create(made_by=person))
        ResultFactory.create(project=owned(ProjectFactory.create(), person))
    ResultFactory.create()


def test_predicate_and_query_agree_on_everybody(cast: Cast) -> None:
    everybodys(cast)
    for person in [*cast.by_name().values(), AnonymousUser()]:
        one_by_one = {result.pk for result in Result.objects.all() if may_edit_result(person, result)}
        assert set(editable_results(person).values_list("pk", flat=True)) == one_by_one, person


@pytest.mark.parametrize("missing", ["summary", "changed", "call"])
def test_a_result_is_not_published_before_its_card_is_whole(cast: Cast, missing: str) -> None:
    draft = ResultFactory.create(state=ResultState.DRAFT, contact=cast.employee, **{missing: Text()})
    with pytest.raises(NotPossibleError):
        take(draft, RESULT, "publish", by=cast.employee)


def test_a_lesson_is_published_with_its_lesson_alone(cast: Cast) -> None:
    draft = ResultFactory.create(
        kind=ResultKind.LESSON,
        state=ResultState.DRAFT,
        contact=cast.employee,
        changed=Text(),
        call=Text(),
    )
    take(draft, RESULT, "publish", by=cast.employee)
    assert draft.state == ResultState.PUBLISHED


def test_the_database_keeps_it_too(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="result_says_what_changed"):
        ResultFactory.create(changed=Text())


def test_a_stranger_publishes_nothing(cast: Cast) -> None:
    draft = ResultFactory.create(state=ResultState.DRAFT, contact=cast.employee)
    with pytest.raises(PermissionDenied):
        take(draft, RESULT, "publish", by=cast.supervisor)


def test_it_is_withdrawn_with_a_reason_and_can_be_published_again(cast: Cast) -> None:
    result = ResultFactory.create(contact=cast.employee)
    with pytest.raises(NotPossibleError):
        take(result, RESULT, "withdraw", by=cast.employee)
    take(result, RESULT, "withdraw", by=cast.employee, note="Tallene var feil.")
    take(result, RESULT, "publish", by=cast.employee)
    assert result.state == ResultState.PUBLISHED

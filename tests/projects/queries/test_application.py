"""What a rule says of one application or exchange, its queryset says of many."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from portal.partnership.queries.staff import staff_with_address
from projects.models import Application, Exchange
from projects.queries.application import application_export, applications_editable_by
from projects.queries.exchange import exchange_export, exchanges_editable_by
from projects.rules.rights import may_edit_application, may_edit_exchange
from tests.cast import Cast
from tests.projects.factories import ApplicationFactory, ExchangeFactory, ProjectFactory, owned


def test_the_applications_one_may_edit_are_those_of_own_projects(cast: Cast) -> None:
    ApplicationFactory.create(project=ProjectFactory.create(made_by=cast.employee))
    ApplicationFactory.create(project=owned(ProjectFactory.create(), cast.supervisor))
    ApplicationFactory.create()
    for user in [*cast.by_name().values(), AnonymousUser()]:
        allowed = {one.pk for one in Application.objects.all() if may_edit_application(user, one)}
        assert set(applications_editable_by(user).values_list("pk", flat=True)) == allowed, user
    assert applications_editable_by(cast.supervisor).count() == 1


def test_the_exchanges_one_may_edit_are_own_ones_and_those_one_is_asked_about(cast: Cast) -> None:
    ExchangeFactory.create(made_by=cast.employee)
    ExchangeFactory.create(contact=cast.supervisor)
    for user in [*cast.by_name().values(), AnonymousUser()]:
        allowed = {one.pk for one in Exchange.objects.all() if may_edit_exchange(user, one)}
        assert set(exchanges_editable_by(user).values_list("pk", flat=True)) == allowed, user
    assert exchanges_editable_by(cast.supervisor).count() == 1


def test_a_contact_belongs_to_the_partnership(cast: Cast) -> None:
    assert staff_with_address(cast.employee.email.upper()) == cast.employee
    assert staff_with_address(cast.outsider.email) is None
    assert staff_with_address(cast.student.email) is None
    assert staff_with_address("nobody@test.example") is None


def test_who_wrote_them_is_given_what_is_kept(cast: Cast) -> None:
    ApplicationFactory.create(made_by=cast.employee)
    ExchangeFactory.create(contact=cast.employee)
    assert [row["funder"] for row in application_export(cast.employee)] == ["Forskningsrådet"]
    assert [(row["contact"], row["written_at"]) for row in exchange_export(cast.employee)] == [(True, None)]
    assert application_export(cast.supervisor) == exchange_export(cast.supervisor) == []

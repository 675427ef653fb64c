"""Deadlines of applications and the days of staff exchanges, for the annual wheel."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from portal.core.models.thread import Audience
from portal.core.registry import SourceDate
from portal.core.text import Text
from portal.core.threads import audiences_of
from portal.partnership.models import Body
from portal.partnership.models.body import BodyKind
from projects.models import Application, Exchange, ProjectOwner
from projects.rules.enums import ApplicationState, ExchangeState

APPLICATION_REMINDERS = (42, 14, 3)
EXCHANGE_REMINDERS = (60, 14)
NOT_FOR_THE_WHEEL = ("thread__search", "thread__heading", "thread__marks")


def application_dates(first: date, last: date, reader: Any) -> Iterator[SourceDate]:
    """Deadlines of the partners' applications, for those inside; reminders while an application is written.

    The project's owners and the team answer for them. One query.
    """
    if not _is_told(reader):
        return
    owners = ProjectOwner.objects.filter(project=OuterRef("project"), person__is_active=True)
    found = Application.objects.filter(deadline__range=(first, last), thread__merged_into=None)
    for application in (
        found.select_related("thread")
        .defer(*NOT_FOR_THE_WHEEL)
        .annotate(
            owners=ArraySubquery(owners.values("person").distinct().order_by("person")),
            team=Subquery(Body.objects.filter(kind=BodyKind.TEAM).order_by("pk").values("key")[:1]),
        )
    ):
        yield _deadline(application)


def exchange_dates(first: date, last: date, reader: Any) -> Iterator[SourceDate]:
    """The last day to apply, for everyone, and the last day of the work, for those inside. One query."""
    inside = _is_told(reader)
    asked = Q(apply_by__range=(first, last))
    if inside:
        asked |= Q(ends__range=(first, last))
    found = Exchange.objects.filter(asked, thread__merged_into=None).select_related("thread")
    for exchange in found.defer(*NOT_FOR_THE_WHEEL):
        if exchange.apply_by and first <= exchange.apply_by <= last:
            yield _last_day_to_apply(exchange, exchange.apply_by)
        if inside and exchange.ends and first <= exchange.ends <= last:
            yield _last_day(exchange, exchange.ends)


def _is_told(reader: Any) -> bool:
    """Whether what is for those inside is told: asked without a reader, a source gives all it has."""
    return reader is None or Audience.PARTNERS in audiences_of(reader)


def _deadline(application: Any) -> SourceDate:
    written = application.state == ApplicationState.PLANNED
    return SourceDate(
        key=str(application.pk),
        title=application.title,
        summary=_in_each_language(application.title, f"{application.funder}, {application.call}"),
        first_day=application.deadline,
        last_day=application.deadline,
        kind="deadline",
        audience="partners",
        shown_to=Audience.PARTNERS,
        updated_at=application.updated_at,
        sequence=application.version,
        url=application.thread.address,
        cancelled=application.state == ApplicationState.WITHDRAWN,
        example=application.is_example,
        responsible={"body": application.team} if application.team else {},
        people=tuple(application.owners),
        reminders=APPLICATION_REMINDERS if written else (),
    )


def _last_day_to_apply(exchange: Exchange, day: date) -> SourceDate:
    return SourceDate(
        key=f"{exchange.pk}-apply",
        title=exchange.title,
        summary=_in_each_language(exchange.title, _("Last day to apply.")),
        first_day=day,
        last_day=day,
        kind="deadline",
        audience="public",
        shown_to=Audience.PUBLIC,
        updated_at=exchange.updated_at,
        sequence=exchange.version,
        url=exchange.thread.address,
        cancelled=exchange.state == ExchangeState.WITHDRAWN,
        example=exchange.is_example,
    )


def _last_day(exchange: Exchange, day: date) -> SourceDate:
    """Whoever is the contact is reminded of it, so that somebody thinks of what comes after."""
    holds = exchange.state == ExchangeState.FILLED
    return SourceDate(
        key=f"{exchange.pk}-end",
        title=exchange.title,
        summary=_in_each_language(exchange.title, _("Last day of the staff exchange.")),
        first_day=day,
        last_day=day,
        kind="deadline",
        audience="partners",
        shown_to=Audience.PARTNERS,
        updated_at=exchange.updated_at,
        sequence=exchange.version,
        url=exchange.thread.address,
        cancelled=exchange.state == ExchangeState.WITHDRAWN,
        tentative=exchange.state == ExchangeState.OPEN,
        example=exchange.is_example,
        people=(exchange.contact_id,) if holds and exchange.contact_id else (),
        reminders=EXCHANGE_REMINDERS if holds else (),
    )


def _in_each_language(title: Text, words: str | Promise) -> Text:
    """The words in the languages the title has, so that the two are read in the same one."""
    said = {}
    for language in title.as_dict():
        with override(language):
            said[language] = str(words)
    return Text.of(said)

"""Joint projects of the partners."""

from __future__ import annotations

from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from portal.core.fields import TextField
from portal.core.models import StoredFile
from portal.core.models.authored import Authored
from portal.core.models.threaded import ThreadedQuerySet
from portal.partnership.models import Agreement, Measure, Partner, Unit
from portal.partnership.rules.standing import is_inside
from projects.rules.enums import FundingState, PersonRole, ProjectState
from projects.rules.rights import runs_projects

BEYOND_IDEA = ("pre_project", "applying", "running", "completed")
"""Phases in which every required partner has a named owner."""
_BEYOND = ", ".join(f"'{state}'" for state in BEYOND_IDEA)


class ProjectQuerySet(ThreadedQuerySet["Project"]):
    def under_way(self) -> ProjectQuerySet:
        """Neither completed nor shelved."""
        return self.exclude(state__in=[ProjectState.COMPLETED, ProjectState.SHELVED])

    def owned_by(self, user: Any) -> ProjectQuerySet:
        return self.filter(pk__in=ProjectOwner.objects.filter(person=user).values("project"))

    def editable_by(self, user: Any) -> ProjectQuerySet:
        """Those of which `may_edit_project` holds."""
        if not is_inside(user):
            return self.none()
        if runs_projects(user):
            return self.all()
        return self.filter(made_by=user) | self.owned_by(user)


class Project(Authored):
    """A joint project. `summary` says in plain words what it is, `body` (safe HTML) whatever more there is.

    `starts` and `ends` are Oslo days, both included. `learned`, `changed` and `call` are the three sentences
    it is closed with: what we learned, what changed, whom to call. `sdgs` are numbers of the UN's goals.
    `with_whom` is the “research with” profile: each stage → keys of partners, `citizens`, `users`.
    """

    question = TextField()
    why = TextField()
    body = TextField()
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    units: models.ManyToManyField[Unit, ProjectUnit] = models.ManyToManyField(
        Unit, through="ProjectUnit", related_name="projects"
    )
    agreement = models.ForeignKey(
        Agreement, on_delete=models.SET_NULL, null=True, blank=True, related_name="projects"
    )
    measure = models.ForeignKey(
        Measure, on_delete=models.SET_NULL, null=True, blank=True, related_name="projects"
    )
    nva_id = models.CharField(max_length=40, blank=True)
    sdgs = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    with_whom = models.JSONField(default=dict, blank=True)
    learned = TextField()
    changed = TextField()
    call = TextField()

    objects = ProjectQuerySet.as_manager()

    class Meta(Authored.Meta):
        ordering: ClassVar = ["-moved_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=ProjectState.values), name="project_known_phase"),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(starts=None) | Q(ends__gte=F("starts")),
                name="project_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(state="completed") | (~Q(learned={}) & ~Q(changed={}) & ~Q(call={})),
                name="project_is_completed_with_three_sentences",
            ),
            models.CheckConstraint(
                condition=~Q(state="shelved") | ~Q(learned={}), name="project_is_shelved_with_its_lesson"
            ),
            models.CheckConstraint(
                condition=Q(sdgs__contained_by=list(range(1, 18))), name="project_known_sdgs"
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="project_has_an_owner_at_every_partner",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("state"),  # type: ignore[no-untyped-call]
                condition=pgtrigger.Q(new__state__in=list(BEYOND_IDEA)),
                func="""
                    IF EXISTS (
                        SELECT 1 FROM partnership_partner p WHERE p.required AND NOT EXISTS (
                            SELECT 1 FROM projects_projectowner o
                            WHERE o.project_id = NEW.id AND o.partner_id = p.id AND o.person_id IS NOT NULL)
                    ) THEN
                        RAISE EXCEPTION 'project_has_an_owner_at_every_partner'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]


class ProjectOwner(models.Model):
    """The person who answers for a project at one partner. A required partner's can only be exchanged."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="owners")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["partner__position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "partner"], name="one_owner_at_each_partner")
        ]
        triggers: ClassVar = [
            # At the end of the transaction, so that an owner can be exchanged; the project's row is held, so
            # that nobody moves it on in the meantime. A deleted account leaves an empty place behind.
            pgtrigger.Trigger(
                name="owner_of_a_project_under_way_stays",
                level=pgtrigger.Row,
                when=pgtrigger.After,
                operation=pgtrigger.Delete | pgtrigger.UpdateOf("project_id", "partner_id"),  # type: ignore[no-untyped-call]
                timing=pgtrigger.Deferred,
                declare=[("phase", "text")],
                func=f"""
                    SELECT state INTO phase FROM projects_project WHERE id = OLD.project_id FOR UPDATE;
                    IF phase IN ({_BEYOND})
                        AND EXISTS (
                            SELECT 1 FROM partnership_partner p WHERE p.id = OLD.partner_id AND p.required)
                        AND NOT EXISTS (
                            SELECT 1 FROM projects_projectowner o
                            WHERE o.project_id = OLD.project_id AND o.partner_id = OLD.partner_id)
                    THEN
                        RAISE EXCEPTION 'owner_of_a_project_under_way_stays'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NULL;
                """,  # noqa: S608  (our own words)
            )
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.partner_id}: {self.person}"


class ProjectUnit(models.Model):
    """A unit that takes part."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["unit__partner__position", "unit__position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "unit"], name="unit_in_a_project_once")
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.unit_id}"


class ProjectPerson(models.Model):
    """Somebody who works in a project, by name as the public reads it; with an account or without one."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="people")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=20, choices=PersonRole.choices)
    partner = models.ForeignKey(Partner, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    orcid = models.CharField(max_length=19, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class Funding(models.Model):
    """Money for a project, in kroner and øre, that no application of the portal tells of."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="funding")
    source = models.CharField(max_length=160)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    state = models.CharField(max_length=10, choices=FundingState.choices)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.CheckConstraint(condition=Q(amount__gt=0), name="funding_is_money")]

    def __str__(self) -> str:
        return f"{self.source}: {self.amount}"


class ProjectNews(models.Model):
    """What has happened lately, in a few lines."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="news")
    text = TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.project_id} {self.at}"


class ProjectLink(models.Model):
    """A DOI (without the address before it) or another page on the web."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="links")
    label = models.CharField(max_length=160)
    doi = models.CharField(max_length=120, blank=True)
    url = models.URLField(max_length=400, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(doi="") ^ Q(url=""), name="project_link_leads_to_one_place")
        ]

    def __str__(self) -> str:
        return self.label


class ProjectDocument(models.Model):
    """A file that everyone may read."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="documents")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=160)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.label


class Milestone(models.Model):
    """Something a project means to reach by an Oslo day."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="milestones")
    text = models.CharField(max_length=160)
    day = models.DateField()
    reached = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["day", "pk"]

    def __str__(self) -> str:
        return self.text

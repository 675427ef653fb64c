"""People, and where they belong."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.partnership.models.history import carries_rights
from portal.partnership.models.partner import Unit

LANGUAGES = [("nb", "bokmål"), ("nn", "nynorsk"), ("en", "English")]


class MailRhythm(models.TextChoices):
    AT_ONCE = "at_once", _("at once, one by one")
    DAILY = "daily", _("gathered, every morning")
    WEEKLY = "weekly", _("gathered, every Monday morning")


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A person who can sign in; without a password only through another way in."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


@carries_rights(fields=["id", "is_active", "is_example"])
class User(AbstractBaseUser):
    """A person with an account. What they may do follows from affiliations and seats, never from here."""

    email = models.EmailField(_("E-mail"), unique=True)
    name = models.CharField(_("Name"), max_length=120, blank=True)
    language = models.CharField(_("Language"), max_length=2, choices=LANGUAGES, default="nb")
    mail_rhythm = models.CharField(
        _("When reminders come"), max_length=8, choices=MailRhythm.choices, default=MailRhythm.AT_ONCE
    )
    is_active = models.BooleanField(default=True)
    is_example = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    idle_warned_at = models.DateTimeField(null=True, blank=True)
    """When they were told that the account is erased unless they sign in."""
    erased_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]
    objects = UserManager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="one_account_per_address")]
        triggers: ClassVar = [
            pgtrigger.Protect(
                name="erased_stays_erased",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__erased_at__isnull=False)
                & (
                    pgtrigger.Q(new__erased_at__isnull=True)
                    | pgtrigger.Q(new__is_active=True)
                    | ~pgtrigger.Q(new__name="")
                    | pgtrigger.Q(old__email__df=pgtrigger.F("new__email"))
                ),
            )
        ]

    def __str__(self) -> str:
        return self.name or gettext("Somebody who has left")

    @property
    def initials(self) -> str:
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


class Role(models.TextChoices):
    EMPLOYEE = "employee", _("employee")
    LEADER = "leader", _("unit leader")
    SUPERVISOR = "supervisor", _("supervisor")
    COURSE_COORDINATOR = "course_coordinator", _("course coordinator")
    STUDENT = "student", _("student")


class AffiliationQuerySet(models.QuerySet["Affiliation"]):
    def on(self, day: date) -> AffiliationQuerySet:
        """Those that hold on `day` (Oslo time)."""
        return self.filter(models.Q(last_day__isnull=True) | models.Q(last_day__gte=day), first_day__lte=day)


class Source(models.TextChoices):
    """Where an affiliation is known from. What a provider says, the provider also takes away again."""

    RECORDED = "recorded", _("recorded here")
    PROVIDER = "provider", _("told by the employer or the university at sign-in")


@carries_rights()
class Affiliation(models.Model):
    """A person's place in a unit, from the first day to the last (both included, Oslo time)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="affiliations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="affiliations")
    role = models.CharField(max_length=20, choices=Role.choices)
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.RECORDED)
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "unit", "role", "first_day"], name="one_affiliation_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(last_day__isnull=True) | models.Q(last_day__gte=models.F("first_day")),
                name="affiliation_ends_after_it_begins",
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="students_only_at_a_university",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__role__in=["student", "supervisor", "course_coordinator"]),
                func="""
                    IF NOT EXISTS (
                        SELECT 1 FROM partnership_unit u JOIN partnership_partner p ON p.id = u.partner_id
                        WHERE u.id = NEW.unit_id AND p.kind = 'university'
                    ) THEN
                        RAISE EXCEPTION 'students_only_at_a_university' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.unit} ({self.role})"

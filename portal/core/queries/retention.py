"""Whether the nightly enforcement of retention does what it should."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.models import RetentionRun
from portal.core.retention import night_of, retention_rules

GRACE = timedelta(hours=2)
"""How long after its hour the night's work may still be going on."""


def retention_problems() -> list[str]:
    """For `/readyz`: rules that failed when they last ran, and nights on which nothing ran."""
    now = timezone.now()
    last = {
        run.rule: run
        for run in RetentionRun.objects.filter(rule__in=[key for key, _rule in retention_rules.items()])
        .order_by("rule", "-at", "-pk")
        .distinct("rule")
    }
    problems = [
        _("The nightly rule “%(rule)s” for how long personal data is kept failed: %(error)s.")
        % {"rule": run.rule, "error": run.error}
        for run in last.values()
        if run.error
    ]
    if last and max(run.at for run in last.values()) < night_of(now - GRACE):
        problems.append(
            _("Personal data has not been cleaned up since last night. Check the worker and beat.")
        )
    return problems

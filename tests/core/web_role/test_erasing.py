"""The web role has the rights that erasure and the nightly rules need, and no more to the log for it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from portal.core.workflows.retention import enforce_retention
from portal.partnership.models import User
from portal.partnership.workflows.erase import erase
from portal.partnership.workflows.load import load_partnership
from tests.cast import assemble


def test_people_are_erased_and_every_nightly_rule_runs(portal_as_web_role: CursorWrapper) -> None:
    load_partnership(Path(settings.BASE_DIR) / "partnerships" / "gjovik.toml")
    cast = assemble()
    erase(cast.steering_member, by=cast.administrator)
    User.objects.filter(pk=cast.outsider.pk).update(created_at=timezone.now() - timedelta(days=500))
    cache.set("spent", 1, timeout=-1)
    done = enforce_retention(timezone.now())
    assert [rule.error for rule in done if rule.error] == []
    assert {rule.rule: rule.touched for rule in done}["idle_warned"] == 1

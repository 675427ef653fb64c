"""With the web role the portal does all its ordinary work, and each change is in the log."""

from __future__ import annotations

from pathlib import Path

import pghistory
from django.conf import settings
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from portal.core.models import Reading
from portal.partnership.models import Seat, Tenure, User
from portal.partnership.workflows.load import load_partnership
from tests.cast import assemble


def test_a_partnership_is_loaded_people_come_and_go_and_the_log_tells_who(
    portal_as_web_role: CursorWrapper,
) -> None:
    load_partnership(Path(settings.BASE_DIR) / "partnerships" / "gjovik.toml")
    cast = assemble()
    seat = Seat.objects.get(tenures__user=cast.secretary)
    with pghistory.context(user=cast.administrator.pk, url="/"):
        seat.percent = 40
        seat.save()
        Tenure.objects.filter(seat=seat).delete()
    events = Seat.pgh_event_model.objects.filter(pgh_obj_id=seat.pk).order_by("pgh_id")  # type: ignore[attr-defined]
    assert list(events.values_list("pgh_label", "percent")) == [
        ("insert", seat_percent_before(seat)),
        ("update", 40),
    ]
    assert events.last().pgh_context.metadata == {"user": cast.administrator.pk, "url": "/"}
    ended = Tenure.pgh_event_model.objects.get(pgh_label="delete", seat_id=seat.pk)  # type: ignore[attr-defined]
    assert ended.user_id == cast.secretary.pk


def seat_percent_before(seat: Seat) -> int | None:
    first = seat.pgh_event_model.objects.filter(pgh_obj_id=seat.pk).earliest("pgh_id")  # type: ignore[attr-defined]
    return first.percent  # type: ignore[no-any-return]


def test_a_reading_is_written(portal_as_web_role: CursorWrapper) -> None:
    reader = User.objects.create(email="a@test.example", name="A")
    Reading.objects.create(at=timezone.now(), by=reader, kind="thing", object_key="1", why="administrator")
    assert Reading.objects.filter(by=reader).count() == 1


def test_tables_that_come_later_can_be_worked_with(portal_as_web_role: CursorWrapper) -> None:
    portal_as_web_role.execute(
        "SELECT array_agg(DISTINCT a.privilege_type::text ORDER BY a.privilege_type::text)"
        " FROM pg_default_acl d, aclexplode(d.defaclacl) a"
        " WHERE d.defaclobjtype = 'r' AND a.grantee = current_user::regrole"
    )
    assert portal_as_web_role.fetchone() == (["DELETE", "INSERT", "SELECT", "UPDATE"],)

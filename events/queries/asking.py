"""The dates that may ask something of those who answer for some seats."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django.db import connection

from portal.core.fields import TextField
from portal.core.text import Text
from portal.partnership.queries.standing import HeldSeat
from portal.partnership.rules.seats import SeatFilter

#: `HeldSeat.fits` as a condition, once for who is to prepare and once for who is responsible.
THEIRS = """
    ({body}.key IS NOT NULL OR {role} <> '' OR {partner}.key IS NOT NULL) AND EXISTS (
        SELECT FROM unnest(%(bodies)s::text[], %(roles)s::text[], %(partners)s::text[])
            AS seat(body, role, partner)
        WHERE ({body}.key IS NULL OR {body}.key = seat.body)
            AND {role} IN ('', seat.role)
            AND ({partner}.key IS NULL OR {partner}.key = seat.partner))
"""
PREPARING = THEIRS.format(body="owner", role="point.owner_role", partner="owner_partner")
RESPONSIBLE = THEIRS.format(body="body", role="activity.responsible_role", partner="partner")
ASKED = f"""
SELECT entry.id, entry.title, entry.first_day, entry.last_day, entry.precision, entry.starts_at, entry.state,
    activity.id IS NOT NULL AND NOT activity.fixed AND NOT activity.recurrence ?| ARRAY['before', 'after'],
    body.key, activity.responsible_role, partner.key,
    point.text, point.days_before, owner.key, point.owner_role, owner_partner.key,
    EXISTS (SELECT FROM events_preparationdone AS done
        WHERE done.entry_id = entry.id AND done.preparation_id = point.id)
FROM events_entry AS entry
LEFT JOIN events_activity AS activity ON activity.id = entry.activity_id
LEFT JOIN partnership_body AS body ON body.id = activity.responsible_body_id
LEFT JOIN partnership_partner AS partner ON partner.id = activity.responsible_partner_id
LEFT JOIN events_preparation AS point ON point.activity_id = activity.id
LEFT JOIN partnership_body AS owner ON owner.id = point.owner_body_id
LEFT JOIN partnership_partner AS owner_partner ON owner_partner.id = point.owner_partner_id
WHERE entry.state IN ('tentative', 'confirmed') AND entry.last_day >= %(day)s
    AND ((entry.first_day - point.days_before <= %(prepare)s
            AND NOT EXISTS (SELECT FROM events_preparationdone AS done
                WHERE done.entry_id = entry.id AND done.preparation_id = point.id)
            AND {PREPARING})
        OR (entry.state = 'tentative' AND entry.first_day <= %(fix)s AND {RESPONSIBLE}))
ORDER BY entry.first_day, entry.last_day, entry.id
"""  # noqa: S608 - put together of the constants above
_as_text = TextField().from_db_value


@dataclass(slots=True)
class Asking:
    """A date that may ask something, with one point of its check list, if any, and who is responsible.

    Plain values: there is one for each open point, and as many models would cost more than all else.
    `fixable` is what gets its day from somebody, and from no other date.
    """

    pk: int
    title: Text
    first_day: date
    last_day: date
    precision: str
    starts_at: time | None
    state: str
    fixable: bool
    responsible_body: str | None
    responsible_role: str | None
    responsible_partner: str | None
    point: Text | None
    days_before: int | None
    owner_body: str | None
    owner_role: str | None
    owner_partner: str | None
    ticked: bool

    @property
    def responsible(self) -> SeatFilter:
        return _seats(self.responsible_body, self.responsible_role, self.responsible_partner)

    @property
    def owner(self) -> SeatFilter:
        return _seats(self.owner_body, self.owner_role, self.owner_partner)

    @property
    def due(self) -> date:
        """By when its point is to be done."""
        return self.first_day - timedelta(days=self.days_before or 0)


def asking(seats: Collection[HeldSeat], day: date, *, prepare: date, fix: date) -> list[Asking]:
    """What is due by `prepare` and not ticked, and what is tentative and begins by `fix`. One query.

    Each comes once for each open point of its check list that is for one of the seats. Where they have
    nothing to prepare for a date, but are to fix it, it comes once for each point of others.
    """
    asked: dict[str, Any] = {
        "bodies": [seat.body for seat in seats],
        "roles": [seat.role for seat in seats],
        "partners": [seat.partner for seat in seats],
        "day": day,
        "prepare": prepare,
        "fix": fix,
    }
    with connection.cursor() as cursor:
        cursor.execute(ASKED, asked)
        rows = [Asking(*row) for row in cursor.fetchall()]
    for row in rows:
        row.title = _as_text(row.title, None, None)
        row.point = None if row.point is None else _as_text(row.point, None, None)
    return rows


def _seats(body: str | None, role: str | None, partner: str | None) -> SeatFilter:
    return SeatFilter(body or "", role or "", partner or "")

"""Asks the apps, right before mail leaves, whether it still should."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db import InterfaceError, OperationalError, transaction

from portal.core.models.outbox import OutboxMessage, OutboxState
from portal.core.registry import LastLook, last_looks
from portal.core.workflows.claim import Claim

logger = logging.getLogger(__name__)


def take_last_look(claim: Claim) -> list[OutboxMessage]:
    """The claimed mails that are still to leave. The others are dropped, with the reason their app gives."""
    reasons = reasons_against(claim.rows)
    for row in claim.rows:
        if row.pk in reasons:
            claim.holds(row).update(state=OutboxState.DROPPED, last_error=reasons[row.pk][:40])
    return [row for row in claim.rows if row.pk not in reasons]


def reasons_against(rows: Sequence[OutboxMessage]) -> dict[int, str]:
    """Why some of the mails are not to leave, by key.

    An app that can't answer stops nobody's mail: what was right when it was queued is sent.
    """
    kinds: dict[str, list[OutboxMessage]] = defaultdict(list)
    for row in rows:
        kinds[row.kind].append(row)
    reasons: dict[int, str] = {}
    for kind, look in last_looks.items():
        if kind in kinds:
            reasons |= _answer(kind, look, kinds[kind])
    return reasons


def _answer(kind: str, look: LastLook, rows: Sequence[OutboxMessage]) -> Mapping[int, str]:
    try:
        with transaction.atomic():
            return look(rows)
    except (OperationalError, InterfaceError):
        # The database is away: the mails are given back, and the look is taken again.
        raise
    except Exception:
        logger.exception("The last look at mail of the kind “%s” failed; it is sent as it was queued.", kind)
        return {}

"""What core keeps: the mail that is to leave, the sign of life of the workers, the demo's mailbox."""

from __future__ import annotations

from portal.core.models.act import OutboxAct
from portal.core.models.demo_mail import DemoMail
from portal.core.models.heartbeat import Heartbeat
from portal.core.models.outbox import OutboxMessage

__all__ = ["DemoMail", "Heartbeat", "OutboxAct", "OutboxMessage"]

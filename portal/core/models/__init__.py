"""What core keeps: mail that is to leave, the workers' sign of life, who looked where, the demo's mailbox."""

from __future__ import annotations

from portal.core.models.act import OutboxAct
from portal.core.models.authored import Authored
from portal.core.models.change import ThreadChange
from portal.core.models.demo_mail import DemoMail
from portal.core.models.form_draft import FormDraft
from portal.core.models.heartbeat import Heartbeat
from portal.core.models.outbox import OutboxMessage
from portal.core.models.reading import Reading
from portal.core.models.repair import CacheRepair
from portal.core.models.retention import RetentionRun
from portal.core.models.stored_file import StoredFile
from portal.core.models.thread import FacetCount, Thread, ThreadLink, Word

__all__ = [
    "Authored",
    "CacheRepair",
    "DemoMail",
    "FacetCount",
    "FormDraft",
    "Heartbeat",
    "OutboxAct",
    "OutboxMessage",
    "Reading",
    "RetentionRun",
    "StoredFile",
    "Thread",
    "ThreadChange",
    "ThreadLink",
    "Word",
]

"""“Make this into a topic for a gathering”, on the pages of needs, projects and results."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.rules.entry import runs_the_wheel
from portal.core.models.thread import Thread
from portal.core.threads import Maker

FROM_KINDS = frozenset({"need", "project", "result", "task"})


def address(thread: Thread) -> str:
    return reverse("set_topic", args=[thread.kind, thread.key])


def may(reader: Any, _thread: Thread) -> bool:
    return bool(runs_the_wheel(reader))


TOPIC = Maker(label=_("A topic for a gathering"), from_kinds=FROM_KINDS, url=address, may=may)

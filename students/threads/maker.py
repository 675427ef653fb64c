"""“Make this into a student task”, from a need, a project or a result."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.core.models.thread import Thread
from portal.core.threads import Maker
from students.rules.rights import may_post_tasks


def form_from(thread: Thread) -> str:
    query = urlencode({"fra": f"{thread.kind}/{thread.key}"}, safe="/")
    return f"{reverse('task_new')}?{query}"


def may_make_task(user: Any, _thread: Thread) -> bool:
    return bool(may_post_tasks(user))


TASK_MAKER = Maker(
    label=_("a student task"),
    from_kinds=frozenset({"need", "project", "result"}),
    url=form_from,
    may=may_make_task,
)

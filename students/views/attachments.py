"""The files that go with a task."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from portal.core.models import Authored
from portal.core.views.authored import AuthoredFormView
from students.forms.attachments import AttachmentsForm
from students.rules.rights import may_edit_task
from students.views.post import TaskDoor, page_of
from students.workflows.attachments import change_attachments


class TaskAttachments(TaskDoor, AuthoredFormView):
    """One file at a time; it can't be kept as a draft."""

    form_class = AttachmentsForm
    keeps_drafts = False
    title = gettext_lazy("Attachments")
    lead = gettext_lazy("Files that everyone may read. Leave out what is not yours to publish.")
    receipt = gettext_lazy("The attachments are as you see them below.")

    def may(self, user: Any, thing: Any) -> bool:
        return bool(may_edit_task(user, thing))

    def save(self, form: Any) -> Authored:
        by: Any = self.request.user
        change_attachments(self.task, form.new, out=form.leaving, by=by, seen=form.seen)
        return self.task

    def after(self, thing: Any) -> str:
        return page_of(thing)

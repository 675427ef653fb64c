"""The attachments of a task."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from projects.forms.project_documents import DocumentsForm


class AttachmentsForm(DocumentsForm):
    kept_as = "files"

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not (self.new or self.leaving or self.errors):
            self.add_error("file", _("Choose a file to add, or what to take out."))
        return data

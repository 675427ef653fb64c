"""What the closed pages of a need share."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from portal.core.views.authored import DoorMixin
from portal.core.views.thread_detail import merged_address


class NeedDoor(DoorMixin):
    """A need that has been merged has no such pages any more: its own leads to the other one."""

    kind = "need"
    template_name = ""
    title: Any = ""

    def find(self, key: str) -> Any:
        need = super().find(key)
        if merged_address(need.thread):
            raise Http404
        return need

    @property
    def need(self) -> Any:
        return self.thing

    def show(self, request: HttpRequest, *, status: int = 200, **context: Any) -> HttpResponse:
        common = {
            "need": self.need,
            "view": self,
            "noindex": True,
            "breadcrumbs": self.crumbs(self.title),
        }
        return render(request, self.template_name, common | context, status=status)

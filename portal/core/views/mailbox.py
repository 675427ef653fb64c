"""The demo's mailbox: mail as its recipient would see it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import DetailView, ListView
from django.views.generic.base import View

from portal.core.html_links import links_in
from portal.core.models import DemoMail


class DemoOnly(View):
    """A page that exists in the demo and nowhere else."""

    http_method_names = ["get", "head", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.DEMO:
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class MailboxList(DemoOnly, ListView):  # type: ignore[type-arg]
    """All mail, newest first."""

    queryset = DemoMail.objects.only("recipients", "subject", "headers", "created_at")
    template_name = "demo/mailbox.html"
    context_object_name = "mails"
    paginate_by = 50
    page_kwarg = "side"


class MailboxDetail(DemoOnly, DetailView):  # type: ignore[type-arg]
    """One mail: its text, the links of its HTML, its files. The HTML itself is never put on the page."""

    model = DemoMail
    template_name = "demo/mailbox_mail.html"
    context_object_name = "mail"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        here = [(_("The demo's mailbox"), reverse("demo_mailbox")), (self.object, "")]
        return super().get_context_data(links=links_in(self.object.html), breadcrumbs=here, **kwargs)


@require_safe
def attachment(_request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A file of a mail, counted from 1, always as a download."""
    if not settings.DEMO:
        raise Http404
    files = get_object_or_404(DemoMail, pk=pk).attachments
    if not 1 <= number <= len(files):
        raise Http404
    file = files[number - 1]
    calendar = file.content_type == "text/calendar"
    return HttpResponse(
        file.content,
        content_type="text/calendar; charset=utf-8" if calendar else "application/octet-stream",
        headers={"Content-Disposition": 'attachment; filename="calendar.ics"' if calendar else "attachment"},
    )

"""“A topic for a gathering”: what somebody makes of a need, a project or a result."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from events.entry_words import entry_when
from events.forms.topic import TopicForm
from events.queries.topic import gatherings_about
from events.rules.entry import runs_the_wheel
from events.topics import FROM_KINDS
from events.workflows.topic import discuss, take_back_topic
from portal.core.guards import only
from portal.core.models import Thread
from portal.core.threads import kinds
from portal.core.views.authored import seen_thread
from portal.core.workflows.transition import NotPossibleError
from portal.partnership.models import User

TAKE_BACK = "take_back"
"""Name of the buttons that say it is no topic there after all."""
WHO = gettext_lazy("Topics are set by the partnership team and the administrator.")


@require_http_methods(["GET", "HEAD", "POST"])
@only(runs_the_wheel, WHO)
def set_topic(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Of a thread the reader may see. A page that is left open may find the gathering cancelled."""
    assert isinstance(request.user, User)
    thread = seen_thread(request.user, f"{kind}/{key}")
    if thread is None or thread.kind not in FROM_KINDS:
        raise Http404
    if request.method == "POST" and TAKE_BACK in request.POST:
        return _take_back(request, thread)
    form = TopicForm(request.POST if request.method == "POST" else None, reader=request.user)
    if request.method == "POST" and form.is_valid():
        gathering = form.cleaned_data["gathering"]
        try:
            discuss(thread, at=gathering, by=request.user)
        except NotPossibleError:
            form.add_error("gathering", _("It has been cancelled. Choose another one."))
        else:
            messages.success(request, _("It is a topic there. The pages of both say so."))
            return redirect(thread.get_absolute_url())
    return _page(request, thread, form)


def _take_back(request: HttpRequest, thread: Thread) -> HttpResponse:
    """From a page that was left open it may be taken back already."""
    assert isinstance(request.user, User)
    said = request.POST[TAKE_BACK]
    if said.isascii() and said.isdigit() and len(said) < 18:
        for entry in gatherings_about(thread, request.user).filter(pk=said):
            take_back_topic(thread, at=entry, by=request.user)
    messages.success(request, _("It is no topic there any more."))
    return redirect(thread.get_absolute_url())


def _page(request: HttpRequest, thread: Thread, form: TopicForm) -> HttpResponse:
    kind = kinds.get(thread.kind)
    context = {
        "form": form,
        "thread": thread,
        "topic_at": [(entry, entry_when(entry)) for entry in gatherings_about(thread, request.user)],
        "any": form.fields["gathering"].queryset.exists(),  # type: ignore[attr-defined]
        "noindex": True,
        "breadcrumbs": [
            (kind.plural, reverse(kind.list_url)),
            (thread.title, thread.get_absolute_url()),
            (_("A topic for a gathering"), None),
        ],
    }
    return render(request, "events/topic.html", context, status=422 if form.is_bound else 200)

"""The searches one keeps in the catalogue: a list, a form, and a button that lets go of one."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.core.guards import only
from portal.partnership.models import User
from portal.partnership.queries.mail import opted_out
from portal.partnership.rules.standing import is_signed_in
from students.forms.saved import SavedSearchForm
from students.models import SavedSearch
from students.queries.saved import query_of, searches_of, words_of_search
from students.workflows.saved import MOST, TooLongError, TooManyError, delete_search, save_search
from students.workflows.saved_mail import NEWS

WHO = gettext_lazy("Those who are signed in can keep searches.")


@require_safe
@only(is_signed_in, WHO)
def saved_searches(request: HttpRequest) -> HttpResponse:
    reader = _reader(request)
    searches = [(search, words_of_search(search.query)) for search in searches_of(reader)]
    context = {
        "searches": searches,
        "turned_off": reader.pk in opted_out(NEWS),
        "noindex": True,
        "breadcrumbs": _crumbs(_("Your saved searches")),
    }
    return render(request, "students/saved_searches.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@only(is_signed_in, WHO)
def new_saved_search(request: HttpRequest) -> HttpResponse:
    """What is searched for stands in the address, as in the catalogue's own."""
    query = query_of(request.META.get("QUERY_STRING", ""))
    words = words_of_search(query)
    form = SavedSearchForm(request.POST or None, initial={"name": words[:80]})
    status = 200
    if request.method == "POST":
        if form.is_valid() and _save(request, form, query):
            return redirect("saved_searches")
        status = 422
    context = {
        "form": form,
        "words": words,
        "query": query,
        "noindex": True,
        "breadcrumbs": _crumbs(_("Save a search")),
    }
    return render(request, "students/saved_search_form.html", context, status=status)


@require_POST
@only(is_signed_in, WHO)
def delete_saved_search(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        delete_search(pk, by=_reader(request))
    except SavedSearch.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("The search is deleted. You get no more mail about it."))
    return redirect("saved_searches")


def _save(request: HttpRequest, form: SavedSearchForm, query: str) -> bool:
    try:
        save_search(by=_reader(request), name=form.cleaned_data["name"], query=query)
    except TooManyError:
        form.add_error(None, _("You keep %(most)s searches already. Delete one first.") % {"most": MOST})
        return False
    except TooLongError:
        form.add_error(None, _("This search asks for too much to be kept. Choose less, and save it then."))
        return False
    messages.success(request, _("The search is saved. You get an e-mail the morning after new tasks fit it."))
    return True


def _crumbs(here: str) -> list[tuple[str, str | None]]:
    return [(_("Student tasks"), reverse("tasks")), (here, None)]


def _reader(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user

"""Answering whether a result was used, by a link in a mail and without signing in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from projects.forms.result_use import UseForm
from projects.models import Result
from projects.queries.result_use import ANSWERED, GONE, NOT_THEIRS
from projects.rules.enums import Usage
from projects.rules.result_use import LinkBrokenError, LinkExpiredError
from projects.workflows.result_use import UnanswerableError, answer_use, read_link

WHY_NOT = {
    ANSWERED: gettext_lazy("It is answered for this year already. Thank you."),
    GONE: gettext_lazy("This result is no longer shown, so there is nothing to answer."),
    NOT_THEIRS: gettext_lazy(
        "Somebody else answers for this result now, so the link does not hold any more."
    ),
}
BROKEN = gettext_lazy("This link is not whole. Open it from the mail once more, or copy all of it.")
EXPIRED = gettext_lazy("This link was for a year that is over. You are asked again in September.")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def result_use(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the choices, since mail scanners follow links; POST keeps the answer."""
    try:
        _link, result = read_link(token)
        form = UseForm(request.POST or None)
        if request.method != "POST" or not form.is_valid():
            return _page(request, result, form)
        answers = form.cleaned_data
        answer_use(token, answer=Usage(answers["answer"]), why=answers["why"])
    except LinkBrokenError:
        return _told(request, str(BROKEN), 404)
    except LinkExpiredError:
        return _told(request, str(EXPIRED), 410)
    except UnanswerableError as error:
        return _told(request, str(WHY_NOT[str(error)]), 410, error.shown)
    messages.success(request, _("Thank you. The answer stands on the result’s page now."))
    return redirect(result.get_absolute_url())


def _page(request: HttpRequest, result: Result, form: UseForm) -> HttpResponse:
    context = {"result": result, "form": form, "breadcrumbs": [(_("Was it used?"), None)]}
    return render(request, "projects/result_use.html", context, status=422 if form.is_bound else 200)


def _told(request: HttpRequest, problem: str, status: int, result: Result | None = None) -> HttpResponse:
    context = {"problem": problem, "result": result, "breadcrumbs": [(_("Was it used?"), None)]}
    return render(request, "projects/result_use.html", context, status=status)

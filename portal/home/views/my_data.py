"""My data: what is kept, to take along and to correct."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.core.clock import today
from portal.core.exporting import everything_about
from portal.core.guards import only
from portal.core.personal_data import by_purpose
from portal.core.text import Text
from portal.partnership.forms.me import AboutMeForm
from portal.partnership.models import User
from portal.partnership.models.person import LANGUAGES
from portal.partnership.rules.standing import is_signed_in
from portal.partnership.workflows.me import correct

for_the_signed_in = only(is_signed_in, gettext_lazy("Those who are signed in see what is kept about them."))
UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@for_the_signed_in
def my_data(request: HttpRequest) -> HttpResponse:
    """What is kept and why; POST corrects name and language."""
    person = signed_in(request)
    form = AboutMeForm(request.POST) if request.method == "POST" else AboutMeForm.of(person)
    if form.is_bound and form.is_valid():
        changed = correct(by=person, **form.cleaned_data)
        messages.success(request, _receipt(person, changed))
        return redirect("my_data")
    context = {
        "form": form,
        "kept": list(by_purpose()),
        "breadcrumbs": crumbs(),
    }
    return render(request, "home/my_data.html", context, status=UNPROCESSABLE if form.is_bound else 200)


@require_safe
@never_cache
@for_the_signed_in
def my_export(request: HttpRequest) -> HttpResponse:
    """Everything that is kept about the person, as a file."""
    person = signed_in(request)
    text = json.dumps(everything_about(person, timezone.now()), cls=Plain, ensure_ascii=False, indent=2)
    filename = f"{_('my-data')}-{today().isoformat()}.json"
    headers = {"Content-Disposition": f'attachment; filename="{filename}"'}
    return HttpResponse(text, content_type="application/json; charset=utf-8", headers=headers)


class Plain(DjangoJSONEncoder):
    """Texts become one text for each language they have."""

    def default(self, o: Any) -> Any:
        return o.as_dict() if isinstance(o, Text) else super().default(o)


def crumbs(*below: str) -> list[tuple[str, str | None]]:
    """The way to My data, or to a page below it."""
    mine = (_("My page"), reverse("my_page"))
    if not below:
        return [mine, (_("My data"), None)]
    return [mine, (_("My data"), reverse("my_data")), *((page, None) for page in below)]


def signed_in(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _receipt(person: User, changed: list[str]) -> str:
    said = []
    if "name" in changed:
        said.append(_("Your name here is now “%(name)s”.") % {"name": person.name})
    if "language" in changed:
        said.append(_("Mail to you is now in %(language)s.") % {"language": dict(LANGUAGES)[person.language]})
    return " ".join(said) or _("Nothing was changed: it stood like that already.")

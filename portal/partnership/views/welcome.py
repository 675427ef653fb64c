"""The page people meet once, after their first sign-in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, translate_url
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.core.guards import only
from portal.partnership.forms.welcome import WelcomeForm
from portal.partnership.models import User
from portal.partnership.rules.standing import is_signed_in
from portal.partnership.views.sign_in import own_address
from portal.partnership.workflows.welcome import answer_welcome

WHO = _("Those who are signed in are welcomed here.")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only(is_signed_in, WHO)
def welcome(request: HttpRequest) -> HttpResponse:
    """Asks for unit and language, both of which can wait, and leads on to where one was going."""
    assert isinstance(request.user, User)
    asked = request.POST if request.method == "POST" else request.GET
    target = own_address(request, asked.get("next", "")) or reverse("my_page")
    if request.method != "POST":
        form = WelcomeForm(user=request.user, initial={"language": request.user.language})
    else:
        form = WelcomeForm(request.POST, user=request.user)
        if form.is_valid():
            language = form.cleaned_data["language"]
            answer_welcome(by=request.user, unit=form.cleaned_data.get("unit"), language=language)
            return redirect(own_address(request, translate_url(target, language)) or target)
    status = 422 if form.is_bound else 200
    return render(request, "partnership/welcome.html", {"form": form, "next": target}, status=status)

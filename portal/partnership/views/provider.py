"""To a provider and back, and taking one off an account."""

from __future__ import annotations

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.core.guards import only
from portal.partnership.models import User
from portal.partnership.rules.standing import is_signed_in
from portal.partnership.sign_in.conversation import Conversation
from portal.partnership.sign_in.failures import SignInFailed
from portal.partnership.sign_in.page import LANGUAGE, NEXT, failed_page
from portal.partnership.views.confirmed import when_confirmed
from portal.partnership.views.sign_in import own_address
from portal.partnership.workflows.way_in import disconnect

WHO = gettext_lazy("Those who are signed in choose how they sign in.")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def to_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send somebody to the provider to sign in there. A link alone sends nobody."""
    conversation = _conversation(request, provider_id)
    if request.method != "POST":
        return redirect("sign_in")
    return _leave(request, conversation, AuthProcess.LOGIN)


@never_cache
@require_POST
@only(is_signed_in, WHO)
@when_confirmed
def connect_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send somebody who is signed in to the provider, to tie it to their account."""
    return _leave(request, _conversation(request, provider_id), AuthProcess.CONNECT)


@never_cache
@require_GET
def from_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Where the provider sends people back to. The address is the same in every language."""
    language = str(request.session.get(LANGUAGE, ""))
    if translation.check_for_language(language):
        translation.activate(language)
    conversation = _conversation(request, provider_id)
    try:
        answer: HttpResponse = OAuth2CallbackView.adapter_view(conversation)(request)
    except SignInFailed as failed:
        return _failed(request, conversation, failed)
    return answer


@require_POST
@only(is_signed_in, WHO)
@when_confirmed
def disconnect_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    assert isinstance(request.user, User)
    if disconnect(by=request.user, provider=provider_id):
        messages.success(
            request, _("It is no longer a way into your account. You can still sign in with a code.")
        )
    return redirect("ways_in")


def _leave(request: HttpRequest, conversation: Conversation, process: str) -> HttpResponse:
    """A page that leads on. A redirect would be stopped by `form-action` at every hop it does not name."""
    target = own_address(request, request.POST.get("next", ""))
    request.session[NEXT] = target
    request.session[LANGUAGE] = translation.get_language()
    provider = conversation.provider
    if process == AuthProcess.CONNECT:
        target = reverse("ways_in")
    try:
        address = provider.redirect(request, process=process, next_url=target or None).url
    except SignInFailed as failed:
        return _failed(request, conversation, failed)
    context = {"provider": provider.name, "address": address}
    answer = render(request, "partnership/to_provider.html", context)
    answer.headers["Refresh"] = f"0; url={address}"
    return answer


def _failed(request: HttpRequest, conversation: Conversation, failed: SignInFailed) -> HttpResponse:
    app = conversation.provider.app
    return failed_page(request, failed.failure, provider=app.provider_id, name=app.name, detail=failed.detail)


def _conversation(request: HttpRequest, provider_id: str) -> Conversation:
    try:
        return Conversation(request, provider_id)
    except SocialApp.DoesNotExist:
        raise Http404 from None

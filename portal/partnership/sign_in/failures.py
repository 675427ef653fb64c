"""What goes wrong at sign-in, and what the person reads then. A provider's own words are never shown."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from allauth.socialaccount.providers.base import ProviderException
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Failure:
    """What happened, how to go on, and the status of the page that says so."""

    what: str | Promise
    how_on: str | Promise
    status: HTTPStatus = HTTPStatus.FORBIDDEN


class SignInFailed(ProviderException):  # type: ignore[misc]
    """Signing in stops here, and nothing of it is kept. `detail` is for the log: no personal data in it."""

    def __init__(self, failure: Failure, detail: str = "") -> None:
        super().__init__(detail)
        self.failure = failure
        self.detail = detail or "the person may not go on"


_AGAIN = _("Go back to the sign-in page and try once more.")
_LATER = _("Try again in a few minutes. If it still does not work, sign in another way.")

DOWN = Failure(
    _("We could not reach the sign-in service, so you are not signed in."), _LATER, HTTPStatus.BAD_GATEWAY
)
UNTRUSTED = Failure(
    _("The sign-in service gave an answer that we can't trust, so you are not signed in."),
    _("Try again. If it happens once more, tell the partnership team, and sign in another way meanwhile."),
    HTTPStatus.BAD_GATEWAY,
)
STALE = Failure(_("This sign-in has been used, has run out, or was not started in this browser."), _AGAIN)
CANCELLED = Failure(_("You stopped the sign-in, so you are not signed in."), _AGAIN, HTTPStatus.OK)
DENIED = Failure(_("The sign-in service did not let you through, so you are not signed in."), _AGAIN)
TOO_WEAK = Failure(
    _("You signed in at a lower security level than this portal asks for."),
    _("Sign in again and choose a way with a higher level, such as BankID or another electronic identity."),
)
CLOSED = Failure(_("This account is closed."), _("Write to the partnership team if you think that is wrong."))
TAKEN = Failure(
    _("There already is an account with your e-mail address, and it does not know this way of signing in."),
    _(
        "Sign in the way you did before, such as with a code by e-mail. Then open “How you sign in” on My"
        " page, and connect this one there."
    ),
)
NO_ADDRESS = Failure(
    _(
        "The sign-in service does not tell us an e-mail address that it has checked, so we can't make an"
        " account."
    ),
    _(
        "Ask the partnership team for an invitation and open the link in it first. If you already have an"
        " account, sign in the way you did before and connect this way on My page."
    ),
)
SOMEBODY_ELSES = Failure(
    _("This way of signing in already belongs to another account here."),
    _("Sign out and sign in with it, or ask the partnership team to help you."),
)
AT_THE_SAME_TIME = Failure(_("You were signed in twice at the same time, and one of them stopped."), _AGAIN)

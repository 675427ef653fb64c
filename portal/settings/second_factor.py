"""Codes by e-mail, the second factor, sessions, and how often anything of it may be tried."""

from __future__ import annotations

from portal.settings import environment as env

MINUTE = 60
DAY = 24 * 60 * MINUTE


def chosen(*, demo: bool) -> str:
    """Whether those who decide must have a second factor. Only the demo leaves it to them by default."""
    value = env.text("SECOND_FACTOR", "offered" if demo else "required")
    if value not in {"required", "offered"}:
        env.stop("SECOND_FACTOR", f"is “{value}”.", "Write required or offered.")
    return value


def proxies() -> int:
    """How many proxies of our own stand in front: so many entries of X-Forwarded-For can be believed."""
    value = env.text("TRUSTED_PROXIES", "1" if env.flag("BEHIND_PROXY") else "0")
    if not value.isdecimal():
        env.stop("TRUSTED_PROXIES", f"is “{value}”.", "Write how many proxies stand in front, such as 1.")
    return int(value)


SECOND_FACTOR = chosen(demo=env.flag("DEMO"))
TRUSTED_PROXIES = proxies()
#: A change of one's ways in asks who one is, unless one has shown it so recently (seconds).
CONFIRMED_FOR = 15 * MINUTE

ACCOUNT_ADAPTER = "portal.partnership.sign_in.account_adapter.PortalAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = CONFIRMED_FOR
ACCOUNT_LOGIN_TIMEOUT = 15 * MINUTE

ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * MINUTE
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8}  # three tries at one in a hundred million

# Number / time / counted by. “ip” is the network address, “key” the account or e-mail address it is about,
# “user” who is signed in. Nobody can keep others out for longer than the time of the limit.
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "60/10m/ip,5/10m/key",  # codes asked for; the key is the e-mail address
    "login_failed": "60/10m/ip,10/10m/key",  # codes and second factors tried; the key is the account
    "reauthenticate": "10/10m/user",  # tries at confirming who one is
}

MFA_ADAPTER = "portal.partnership.sign_in.mfa_adapter.PortalMfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # a clock may be half a minute wrong; a code is taken once all the same
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RECOVERY_CODE_COUNT = 10
MFA_RECOVERY_CODE_DIGITS = 10

SESSION_COOKIE_AGE = 14 * DAY  # without a visit
#: However often one visits, one signs in anew after so many seconds.
SESSION_LONGEST = 90 * DAY
#: How exactly it is known when a session was last used, in seconds: one write in so long.
SESSION_SEEN_EVERY = 60 * MINUTE

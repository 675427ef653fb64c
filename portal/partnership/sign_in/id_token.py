"""Checks of an id_token: who signed it, for whom, for how long, for which sign-in, and how sure it is."""

from __future__ import annotations

import hmac
from collections.abc import Collection
from typing import Any

import jwt

from portal.partnership.sign_in.failures import TOO_WEAK, UNTRUSTED, SignInFailed

#: Signatures with the provider's own key only: with `HS256` or `none` anybody could sign.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
REQUIRED = ["iss", "sub", "aud", "exp", "iat", "nonce"]
LEEWAY = 60  # seconds that clocks may differ
LONGEST_SUB = 191


def read_id_token(token: object, *, keys: object, issuer: str, client_id: str, nonce: str) -> dict[str, Any]:
    """The claims of a token that holds in every respect. Raises SignInFailed, which tells the log why."""
    if not isinstance(token, str):
        raise SignInFailed(UNTRUSTED, "there is no id_token")
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            key=_key_of(token, keys),
            algorithms=ALGORITHMS,
            issuer=issuer,
            audience=client_id,
            leeway=LEEWAY,
            options={"require": REQUIRED},
        )
    except (jwt.PyJWTError, KeyError, TypeError, ValueError) as error:
        raise SignInFailed(UNTRUSTED, f"the id_token does not hold: {type(error).__name__}") from None
    if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= LONGEST_SUB:
        raise SignInFailed(UNTRUSTED, "the id_token has no usable sub")
    if not hmac.compare_digest(str(claims["nonce"]).encode(), nonce.encode()):
        raise SignInFailed(UNTRUSTED, "the id_token is of another sign-in")
    audiences = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
    if claims.get("azp", client_id) != client_id or (len(audiences) > 1 and "azp" not in claims):
        raise SignInFailed(UNTRUSTED, "the id_token was made for another party")
    return claims


def see_level(claims: dict[str, Any], accepted: Collection[str]) -> None:
    """Raise SignInFailed unless the token's `acr` is one of those accepted, if any are asked for."""
    if accepted and claims.get("acr") not in accepted:
        raise SignInFailed(TOO_WEAK, "acr is missing or too low")


def _key_of(token: str, keys: object) -> Any:
    header = jwt.get_unverified_header(token)
    if not isinstance(keys, dict):
        raise TypeError("keys")
    known = jwt.PyJWKSet.from_dict(keys).keys
    fitting = [key for key in known if "kid" not in header or key.key_id == header["kid"]]
    if not fitting:
        raise KeyError("kid")
    return fitting[0]

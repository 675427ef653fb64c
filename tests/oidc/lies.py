"""What a provider can get wrong, by mistake or on purpose."""

from __future__ import annotations

from enum import Enum


class Lie(Enum):
    """One thing the provider gets wrong; everything else it does right."""

    OTHER_ISSUER = "the id_token is from another issuer"
    OTHER_AUDIENCE = "the id_token is for another portal"
    OTHER_PARTY = "the id_token was made for another portal, and names this one too"
    EXPIRED = "the id_token has run out"
    NO_EXPIRY = "the id_token never runs out"
    FORGED = "the id_token is signed with a key nobody knows"
    UNSIGNED = "the id_token is not signed"
    SHARED_SECRET = "the id_token is signed with the client's secret"
    NO_NONCE = "the id_token has no nonce"
    OTHER_NONCE = "the id_token is of another sign-in"
    NO_SUB = "the id_token names nobody"
    NO_ID_TOKEN = "there is no id_token"
    OTHER_SUB = "userinfo is about somebody else"
    DISCOVERY_OF_ANOTHER = "the description is of another provider"
    NOT_JSON = "the answers are no JSON"


class Down(Enum):
    """Which part of the provider answers nothing but errors."""

    DISCOVERY = "/.well-known/openid-configuration"
    TOKEN = "/token"
    KEYS = "/keys"
    USERINFO = "/userinfo"
    GROUPS = "/groups"

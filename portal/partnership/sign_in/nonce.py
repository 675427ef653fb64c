"""The nonce of a sign-in: it ties the id_token to the browser that asked for it."""

from __future__ import annotations

import hashlib


def nonce_of(code_verifier: str) -> str:
    """Made of the PKCE verifier, which only this session has: so there is no second secret to keep."""
    return hashlib.sha256(f"nonce:{code_verifier}".encode()).hexdigest()

"""How an installation names the provider: the environment it would set."""

from __future__ import annotations

from tests.oidc.provider import CLIENT, SECRET


def environment(issuer: str, **partners: str) -> dict[str, str]:
    """Feide, Entra ID and Ansattporten, all at one address. `entra` names the partner its tenant serves."""
    common = {
        f"OIDC_{key}_{name}": value
        for key in ("FEIDE", "ENTRA", "ANSATTPORTEN")
        for name, value in (("ISSUER", issuer), ("CLIENT_ID", CLIENT), ("CLIENT_SECRET", SECRET))
    }
    return common | {
        "OIDC_PROVIDERS": "feide,entra,ansattporten",
        "OIDC_FEIDE_GROUPS": f"{issuer}/groups",
        "OIDC_ENTRA_PARTNER": partners.get("entra", ""),
    }

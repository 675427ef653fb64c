"""What the portal's own pages keep about people: nothing."""

from __future__ import annotations

from portal.core.personal_data import declare_impersonal


def register_personal_data() -> None:
    declare_impersonal(
        "what the partnership says about its portal", "home.SecurityContact", "home.AccessibilityStatement"
    )
    declare_impersonal(
        "the address of a role, made to be published",
        "home.SecurityContact.contact",
        "home.AccessibilityStatement.contact",
    )

"""What governance keeps about people: nothing yet."""

from __future__ import annotations

from portal.core.personal_data import declare_impersonal


def register_personal_data() -> None:
    declare_impersonal(
        "the partners' money by year, not by person",
        "governance.Fund",
        "governance.Purpose",
        "governance.Contribution",
        "governance.ContributionEvent",
    )

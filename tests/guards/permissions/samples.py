"""Things the table's addresses are about: one of each whose rights differ (own, others', draft, closed)."""

from __future__ import annotations

from collections.abc import Mapping

from portal.core.models import DemoMail
from tests.cast import Cast


def samples(cast: Cast) -> Mapping[str, str]:
    """Make the things, and give what stands for each of them in an address."""
    mail = DemoMail.objects.create(
        sender="a@test.example", recipients=cast.employee.email, subject="x", text="x"
    )
    return {"mail": str(mail.pk)}

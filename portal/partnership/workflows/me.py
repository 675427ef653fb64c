"""What somebody corrects about themselves."""

from __future__ import annotations

from portal.partnership.models import User


def correct(*, by: User, name: str, language: str) -> list[str]:
    """Keep the name and the language of `by`; gives which of the two fields changed."""
    wanted = {"name": name, "language": language}
    changed = [field for field, value in wanted.items() if getattr(by, field) != value]
    for field in changed:
        setattr(by, field, wanted[field])
    if changed:
        by.save(update_fields=changed)
    return changed

"""The one partnership, with an empty stand-in before its file is loaded."""

from __future__ import annotations

from django.db.models import Exists

from portal.core.text import Text
from portal.partnership.models import Partnership, User


def the_partnership() -> Partnership:
    """The loaded partnership; before `load_partnership` has run, one that says just that."""
    return Partnership.objects.first() or Partnership(
        key="empty",
        short_name="–",
        name=Text(nb="Universitetskommune", nn="Universitetskommune", en="University municipality"),
    )


def example_content_exists() -> bool:
    """Whether anything here is invented: example people come first and go last."""
    return User.objects.filter(is_example=True).exists()


def the_partnership_and_examples() -> tuple[Partnership, bool]:
    """Both of the above, in one query."""
    examples = Exists(User.objects.filter(is_example=True))
    found = Partnership.objects.annotate(has_examples=examples).first()
    return (found, found.has_examples) if found else (the_partnership(), example_content_exists())

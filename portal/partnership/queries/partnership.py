"""The one partnership, with an empty stand-in before its file is loaded."""

from __future__ import annotations

from portal.core.text import Text
from portal.partnership.models import Partnership, User


def the_partnership() -> Partnership:
    """The loaded partnership; before `load_partnership` has run, one that says just that."""
    return Partnership.objects.first() or Partnership(
        key="empty",
        short_name="–",
        name=Text(nb="Universitetskommune", nn="Universitetskommune", en="University municipality"),
    )


PRESENTED = """
SELECT partnership.*, EXISTS (SELECT FROM partnership_user WHERE is_example) AS has_examples
FROM partnership_partnership AS partnership ORDER BY id LIMIT 1
"""


def presented() -> tuple[Partnership, bool]:
    """What the frame of every page says: the partnership, and whether there is example content. One query."""
    for found in Partnership.objects.raw(PRESENTED):
        return found, bool(vars(found)["has_examples"])
    return the_partnership(), example_content_exists()


def example_content_exists() -> bool:
    """Whether anything here is invented: example people come first and go last."""
    return User.objects.filter(is_example=True).exists()

"""How a page looks where it is shared."""

from __future__ import annotations

from dataclasses import dataclass

from django.templatetags.static import static
from django.urls import reverse

from portal.core.mail import absolute_url
from portal.core.models import StoredFile
from portal.core.text import Text

STANDARD = "img/shared.png"
WIDE, HIGH = 1200, 630
NO_TEXT = Text()


@dataclass(frozen=True)
class ShareImage:
    """A whole address, sides in pixels, and what it shows; the house's own mark shows nothing to be told."""

    url: str
    width: int
    height: int
    alt: Text


def share_image(picture: StoredFile | None) -> ShareImage:
    """The thing's own picture; where it has none, the mark of the portal."""
    if picture is None or not picture.width or not picture.height:
        return ShareImage(absolute_url(static(STANDARD)), WIDE, HIGH, NO_TEXT)
    url = absolute_url(reverse("stored_picture", args=[picture.key]))
    return ShareImage(url, picture.width, picture.height, picture.alt)

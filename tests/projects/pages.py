"""Reading pages as people do."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

from portal.partnership.models import User


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def words(response: Any) -> str:
    """The words of the page's main part."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())

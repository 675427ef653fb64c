"""A browser is called what people call it."""

from __future__ import annotations

import pytest
from django.utils import translation

from portal.partnership.rules.device import device_in_words

AGENTS = {
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140 Safari/537 Edg/140": "Edge on Windows",
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/140 Mobile Safari/537": "Chrome on Android",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 15) Version/18 Safari/605": "Safari on Mac",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18 like Mac OS X) CriOS/140 Safari/604": "Chrome on iPhone",
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0": "Firefox on Linux",
    "Mozilla/5.0 (X11; CrOS x86_64) Chrome/140 Safari/537": "Chrome on Chromebook",
    "Mozilla/5.0 (Windows NT 10.0)": "Windows",
    "": "Unknown device",
    "curl/8": "Unknown device",
}


@pytest.mark.parametrize(("agent", "words"), AGENTS.items())
def test_a_browser_is_called_what_people_call_it(agent: str, words: str) -> None:
    with translation.override("en"):
        assert device_in_words(agent) == words

"""Finds and starts the browser that is installed on the machine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")


def executable() -> str:
    """Where the browser is. Raises AssertionError with what to install where there is none."""
    for name in NAMES:
        if found := shutil.which(name):
            return found
    raise AssertionError("The browser tests need Chromium: install it with apt-get install chromium.")


@contextmanager
def running_browser() -> Iterator[Browser]:
    # Chromium's own sandbox refuses to start for root; the pages are our own.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    path = executable()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*arguments, "--disable-gpu"])
        try:
            yield browser
        finally:
            browser.close()

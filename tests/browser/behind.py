"""What happens behind the pages of the portal that is served: its worker, and the mail it sends."""

from __future__ import annotations

import os
import re
import subprocess
import sys

from tests.browser.server import ROOT
from tests.browser.test_invitation import database
from tests.browser.test_running_the_wheel import ask

PROOF = r"/[\w/-]*/[\w.=-]+:[\w:.=-]+/?"
"""An address that carries a proof of who it was sent to."""


def run_in(portal: str, code: str) -> None:
    """What the worker of the served portal would do."""
    environment = os.environ | {
        "DATABASE_URL": database(),
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        "BASE_URL": portal,
        "DEMO": "1",
        "EMAIL_URL": "mailbox:",
    }
    command = [sys.executable, "-c", f"import django; django.setup(); {code}"]
    run = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr[-4000:]


def personal_link(portal: str, address: str, kind: str) -> str:
    """The path of the personal link in the last mail of that kind to the address."""
    rows = ask(
        "SELECT text FROM core_outboxmessage WHERE address = %s AND kind = %s ORDER BY id DESC LIMIT 1",
        address,
        kind,
    )
    assert rows, f"No mail of the kind {kind} to {address}."
    found = re.search(re.escape(portal) + f"({PROOF})", rows[0][0])
    assert found, rows[0][0]
    return found[1]

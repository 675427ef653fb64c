"""Reminders survive a storm: each fault once, and every mail accounted for. The long one: `make faults`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from portal.core.launcher.environment import PROJECT
from tests.faults.script import Fault, plan_storm

MAILS = 300
SERVERS = ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE")


def test_no_reminder_is_lost_and_none_arrives_twice_whatever_fails(tmp_path: Path) -> None:
    """In a process of its own, on servers of its own: the suite's are not to be killed."""
    environment = {name: value for name, value in os.environ.items() if name not in SERVERS}
    command = [sys.executable, "-m", "tests.faults", "--mails", str(MAILS), "--faults", str(len(Fault))]
    command += ["--within", "120", "--keep", str(tmp_path)]
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = {line.split()[0]: line.split()[1] for line in done.stdout.splitlines() if line}
    assert (lines["lost"], lines["twice"]) == ("0", "0")
    assert int(lines["sent"]) + int(lines["uncertain"]) + int(lines["failed"]) == MAILS


def test_a_storm_has_every_kind_of_fault_and_is_the_same_for_the_same_seed() -> None:
    storm = plan_storm(1000, 40, seed=7)
    assert {planned.fault for planned in storm} == set(Fault)
    assert storm == plan_storm(1000, 40, seed=7)
    assert storm != plan_storm(1000, 40, seed=8)
    assert [planned.after for planned in storm] == sorted(planned.after for planned in storm)

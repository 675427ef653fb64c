"""`python -m tests.faults`: reminders sent while everything fails; prints what became of them."""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.voice import say
from tests.faults.script import Planned, plan_storm
from tests.faults.servers import faulty_sink, own_servers

if TYPE_CHECKING:
    from tests.faults.verdict import Verdict


def storm(mails: int, script: Sequence[Planned], within: float, folder: Path) -> Verdict:
    """Start everything, let it storm, and judge. The environment names the servers when Django comes up."""
    journal = folder / "journal"
    with own_servers() as embedded, faulty_sink(journal) as (port, sink):
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "DATABASE_URL": embedded.database_url,
            "DATABASE_OWNER_URL": embedded.owner_url,
            "DATABASE_AS": "owner",
            "REDIS_URL": embedded.redis_url,
            "EMAIL_URL": f"smtp://127.0.0.1:{port}",
            "BASE_URL": "https://portal.example.org",
            "SECRET_KEY": "only-for-the-storm-" + "x" * 40,
            "DEMO": "0",
        }
        import django

        django.setup()
        from tests.faults.processes import Program
        from tests.faults.reminders import plan_reminders
        from tests.faults.storm import Storm
        from tests.faults.verdict import judge

        expected = plan_reminders(mails)
        # We made the tables; what storms has the role of an installation's worker.
        portals = os.environ | {"DATABASE_AS": ""}
        worker = Program(["worker", "--concurrency", "2"], portals, folder / "worker.log")
        beat = Program(
            ["beat", "--schedule", str(folder / "schedule"), "--pidfile="], portals, folder / "beat.log"
        )
        weather = Storm(embedded, sink, journal, worker, beat)
        try:
            seconds = weather.rage(script, expected, within)
        finally:
            beat.stop()
            worker.stop()
        weather.journal.read()
        return judge(expected, weather.journal, worker.killed, seconds)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--mails", type=int, default=10_000)
    parser.add_argument("--faults", type=int, default=210)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--within", type=float, default=3600, help="seconds")
    parser.add_argument("--keep", type=Path, help="a folder for the journal and the logs")
    options = parser.parse_args()
    script = plan_storm(options.mails, options.faults, options.seed)
    folder = options.keep or Path(tempfile.mkdtemp(prefix="portal-faults-"))
    folder.mkdir(exist_ok=True)
    try:
        verdict = storm(options.mails, script, options.within, folder)
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)
    for fault, times in sorted(Counter(planned.fault for planned in script).items()):
        say(f"{times:4} × {fault}")
    say(verdict.text())
    if not verdict.is_good:
        raise SystemExit(
            "The storm cost mail. Run it again with the same seed and --keep FOLDER, and read the logs."
        )


if __name__ == "__main__":
    main()

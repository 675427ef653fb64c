"""`python -m tests.bench ROWS…`: measures the portal beside the yardsticks, and prints a table per size."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from portal.core.launcher import LauncherError, ensure_throwaway
from portal.core.launcher.embedded import Embedded
from portal.core.launcher.environment import PROJECT
from tests.bench import table
from tests.bench.apart import run_apart
from tests.bench.client import HOST
from tests.bench.cpu import see_that_it_can_be_read
from tests.bench.failure import BenchError
from tests.bench.findings import Filled, Inside, Mailing, Prepared
from tests.bench.pages import PORTAL, YARDSTICK, growing_pages, lasting_pages, yardsticks
from tests.bench.rounds import LAST_ROUND_BEGINS, Measured, measure
from tests.bench.serving import served
from tests.bench.voice import say
from tests.faults.servers import own_servers

# For what makes tables; the servers that are measured have the role of an installation's.
OWNER = {"DATABASE_AS": "owner"}


def bench(folder: Path, asked: Namespace, embedded: Embedded) -> None:
    environment = production_like(folder, embedded)
    prepared = run_apart(
        "prepare", str(partnership_file()), gives=Prepared, folder=folder, environment=environment | OWNER
    )
    measured: list[Measured] = []
    lasting = [] if asked.no_others else lasting_pages(prepared)
    for place, rows in enumerate(asked.rows):
        filled = run_apart("grow", str(rows), gives=Filled, folder=folder, environment=environment | OWNER)
        say("Measuring the pages …")
        pages = [*yardsticks(), *growing_pages(filled), *([] if place else lasting)]
        with (
            served(PORTAL, environment, folder / "portal.log") as portal,
            served(YARDSTICK, environment, folder / "yardstick.log") as yardstick,
        ):
            measured = measure(pages, {PORTAL: portal, YARDSTICK: yardstick}, asked.seconds)
        say(f"\n{table.headline(filled)}\n{table.page_table(measured)}\n")
    say(table.legend(measured[0].rounds))
    if not asked.no_others:
        measure_others(folder, environment, prepared, measured)


def measure_others(
    folder: Path, environment: dict[str, str], prepared: Prepared, measured: Sequence[Measured]
) -> None:
    """What is no page: the drawing of the wheel, and the mail."""
    say("\nMeasuring the drawing and the mail …")
    inside = run_apart(
        "inside", str(prepared.full_year), gives=Inside, folder=folder, environment=environment
    )
    mailing = measure_mail(folder, environment)
    c_ms = next(one.app_ms for one in measured if one.page.key == "c")
    say(f"{table.inside_table(inside, c_ms)}\n{table.mail_table(mailing)}")


def measure_mail(folder: Path, environment: dict[str, str]) -> Mailing:
    """On servers of its own that are as durable as an installation's: a mail must outlive a crash."""
    with mail_sink() as port, own_servers() as durable:
        theirs = OWNER | {
            "DATABASE_URL": durable.database_url,
            "DATABASE_OWNER_URL": durable.owner_url,
            "REDIS_URL": durable.redis_url,
            "EMAIL_URL": f"smtp://127.0.0.1:{port}",
        }
        return run_apart("mailing", port, gives=Mailing, folder=folder, environment=environment | theirs)


def production_like(folder: Path, embedded: Embedded) -> dict[str, str]:
    """The environment of an installation behind a proxy, on the servers we started."""
    return dict(os.environ) | {
        "DATABASE_URL": embedded.database_url,
        "DATABASE_OWNER_URL": embedded.owner_url,
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings.portal",
        "BENCH_STATIC": str(folder / "static"),
        "DEMO": "0",
        "BASE_URL": f"https://{HOST}",
        "SECOND_FACTOR": "offered",
        "ALLOWED_HOSTS": HOST,
        "BEHIND_PROXY": "1",
        "EMAIL_URL": "smtp://127.0.0.1:2525",
        "SECRET_KEY": "only-for-the-bench-" + "x" * 40,
    }


def partnership_file() -> Path:
    """The file PARTNERSHIP names, as for `make run`; without it the one that has examples."""
    if named := os.environ.get("PARTNERSHIP", "").strip():
        path = PROJECT / named
        if not path.is_file():
            raise BenchError(f"PARTNERSHIP is “{named}”, and there is no such file.")
        return path
    folder = PROJECT / "partnerships"
    return folder / min(path.name for path in (folder / "examples").glob("*.toml"))


@contextmanager
def mail_sink() -> Iterator[str]:
    """The port of a mail server that takes everything."""
    command = [sys.executable, "-m", "tests.bench.sink"]
    with subprocess.Popen(
        command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as sink:
        assert sink.stdout is not None
        port = sink.stdout.readline().strip()
        if not port:
            raise BenchError("The mail sink did not start, so the reminders can't be measured.")
        yield port


def parse() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("rows", type=int, nargs="+", help="How many objects the portal holds, rising.")
    parser.add_argument(
        "--seconds", type=float, default=LAST_ROUND_BEGINS, help="When the last round begins."
    )
    parser.add_argument(
        "--no-others", action="store_true", help="Only what grows, not the rest and the mail."
    )
    return parser.parse_args()


def main() -> None:
    asked = parse()
    # Never on an installation's own servers: the bench fills the database it is given.
    for name in ("DATABASE_URL", "REDIS_URL"):
        os.environ.pop(name, None)
    try:
        see_that_it_can_be_read()
        with ensure_throwaway() as session, tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
            assert session.embedded is not None, "the bench took the addresses away"
            bench(Path(folder), asked, session.embedded)
    except (BenchError, LauncherError) as error:
        raise SystemExit(str(error)) from error


if __name__ == "__main__":
    main()

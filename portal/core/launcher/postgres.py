"""The embedded PostgreSQL."""

from __future__ import annotations

import shutil
import signal
import subprocess
from pathlib import Path

from portal.core.launcher import process
from portal.core.launcher.failure import LauncherError
from portal.core.launcher.place import OWNER_ROLE, WEB_ROLE
from portal.core.launcher.server import Server, plain_environment

INIT_SECONDS = 120.0
LOCALE = ["--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
# A database of tests may be lost with the machine: nothing is forced to disk.
UNSAFE_AND_FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "io_method=sync"]
# On one line, as the server that runs for one command alone wants it.
WEB_ROLE_SQL = (
    f"DO $$ BEGIN IF to_regrole('{WEB_ROLE}') IS NULL THEN "
    f"CREATE ROLE {WEB_ROLE} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION; END IF; END $$;"
)


class Postgres(Server):
    name = "PostgreSQL"
    parents_death = signal.SIGQUIT
    stop_steps = ((signal.SIGINT, 6.0), (signal.SIGQUIT, 2.0))

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def prepare(self) -> None:
        self.make_folder()
        if not self.data.is_dir():
            self.initialise()
        self.check_version()
        self.clear_leftovers()
        if not self.roles_made.exists():
            self.make_roles()

    def initialise(self) -> None:
        """Make an empty cluster with the database `portal`; it gets its name only when whole."""
        fresh = self.folder / "fresh"
        shutil.rmtree(fresh, ignore_errors=True)
        options = ["-U", OWNER_ROLE, "-A", "trust", "-E", "UTF8", *LOCALE]
        if self.place.throwaway:
            options.append("--no-sync")
        self.run_once([self.binaries.initdb, "-D", fresh, *options], "")
        self.tell(fresh, "CREATE DATABASE portal;", WEB_ROLE_SQL)
        fresh.rename(self.data)
        self.roles_made.touch()

    @property
    def roles_made(self) -> Path:
        """Stands where the data has its roles; data from before there were two gets the other one."""
        return self.folder / "roles-made"

    def make_roles(self) -> None:
        """Add the role the portal signs in as. Safe to do again."""
        self.tell(self.data, WEB_ROLE_SQL)
        self.roles_made.touch()

    def tell(self, data: Path, *statements: str) -> None:
        """Run statements, one line each, on a cluster that isn't running."""
        unsafe = ["-F"] if self.place.throwaway else []
        text = "".join(f"{statement}\n" for statement in statements)
        self.run_once([self.binaries.postgres, "--single", *unsafe, "-D", data, "postgres"], text)

    def run_once(self, command: list[str | Path], text: str) -> None:
        dropped = self.account if self.account.is_dropped else None
        try:
            done = subprocess.run(
                command,
                input=text.encode(),
                cwd=self.folder,
                env=plain_environment(),
                capture_output=True,
                timeout=INIT_SECONDS,
                user=dropped.uid if dropped else None,
                group=dropped.gid if dropped else None,
                extra_groups=[] if dropped else None,
                preexec_fn=process.end_with_parent(signal.SIGKILL),
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise LauncherError(
                f"Making the database in {self.folder} took over {INIT_SECONDS:.0f} s; is the disk full?"
            ) from error
        except OSError as error:
            raise LauncherError(
                f"{command[0]} can't be run ({error.strerror}); delete .venv and run make again."
            ) from error
        with self.log.open("ab") as log:
            log.write(done.stdout + done.stderr)
        if done.returncode:
            raise LauncherError(f"The database could not be made in {self.folder}. {self.last_words()}")

    def check_version(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text(encoding="ascii").strip()
        share = self.binaries.postgres.parent.parent / "share" / "postgres.bki"
        with share.open(encoding="utf-8") as lines:
            ours = lines.readline().split()[-1]
        if made_by != ours:
            raise LauncherError(
                f"The data in {self.data} was made by PostgreSQL {made_by} and this is {ours}. "
                "Move it away to begin anew, or go back to the earlier version and take a backup first."
            )

    def clear_leftovers(self) -> None:
        super().clear_leftovers()
        # The socket has a pid file of its own, with the same trouble.
        for name in (".s.PGSQL.5432", ".s.PGSQL.5432.lock"):
            (self.place.sockets / name).unlink(missing_ok=True)

    @property
    def pid_file(self) -> Path:
        return self.data / "postmaster.pid"

    @property
    def mark(self) -> str:
        return str(self.data)

    def command(self) -> list[str | Path]:
        settings = [
            "listen_addresses=",
            "unix_socket_permissions=0700",
            "shared_buffers=64MB",
            "max_connections=60",
        ]
        if self.place.throwaway:
            settings += UNSAFE_AND_FAST
        options = [part for setting in settings for part in ("-c", setting)]
        return [self.binaries.postgres, "-D", self.data, "-k", self.place.sockets, *options]

    def is_ready(self) -> bool:
        # The last line of the pid file is the server's own word on its state; pg_ctl waits for the same.
        try:
            lines = self.pid_file.read_text(encoding="utf-8").split("\n")
        except OSError:
            return False
        ours = self.process is not None and lines[0].strip() == str(self.process.pid)
        return ours and len(lines) > 7 and lines[7].strip() == "ready"

"""Runs what needs Django in a process of its own, so that the one that measures stays small."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import TypeVar

from portal.core.launcher.environment import PROJECT
from tests.bench.failure import BenchError

Found = TypeVar("Found")


def run_apart(
    part: str, *arguments: str, gives: type[Found], folder: Path, environment: Mapping[str, str]
) -> Found:
    """What `tests.bench.<part>.run(*arguments)` gives. Raises BenchError when it ends with an error."""
    result = folder / f"{part}.json"
    command = [sys.executable, "-m", "tests.bench.apart", part, *arguments, str(result)]
    done = subprocess.run(command, cwd=PROJECT, env=dict(environment), check=False)
    if done.returncode:
        raise BenchError(f"The part “{part}” could not be measured; the lines above say why.")
    return gives(**json.loads(result.read_text(encoding="utf-8")))


def main() -> None:
    import django

    django.setup()
    part, *arguments, result = sys.argv[1:]
    try:
        found = import_module(f"tests.bench.{part}").run(*arguments)
    except BenchError as error:
        raise SystemExit(str(error)) from error
    Path(result).write_text(json.dumps(asdict(found)), encoding="utf-8")


if __name__ == "__main__":
    main()

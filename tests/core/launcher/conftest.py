from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.core.launcher.checkout import Checkout, Runner, possible_runners


@pytest.fixture(scope="module", params=possible_runners(), ids=lambda runner: runner.name)
def checkout(request: pytest.FixtureRequest) -> Iterator[Checkout]:
    runner: Runner = request.param
    # pytest's own folders are closed to other accounts.
    root = Path(tempfile.mkdtemp(prefix="launcher-", dir="/tmp"))
    root.chmod(0o755)
    yield Checkout(root, runner)
    shutil.rmtree(root)

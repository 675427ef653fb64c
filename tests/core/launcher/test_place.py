"""Where the servers live, whoever starts them and however the checkout is closed off."""

from __future__ import annotations

import os
import pwd
import shutil
from pathlib import Path

import pytest

from portal.core.launcher import LauncherError
from portal.core.launcher.account import choose_account
from portal.core.launcher.place import make_private_folder, own_place


def test_a_start_by_root_turns_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    account = choose_account()
    assert account.is_dropped
    assert account.uid == pwd.getpwnam("nobody").pw_uid


def test_a_start_by_root_on_a_machine_without_other_accounts_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(pwd, "getpwall", lambda: [pwd.getpwuid(0)])
    with pytest.raises(LauncherError, match="can't run as root"):
        choose_account()


def test_anybody_else_stays_who_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1234)
    assert choose_account().uid == 1234
    assert not choose_account().is_dropped


def test_a_closed_folder_serves_its_owner_and_not_an_account_that_was_dropped_to(tmp_path: Path) -> None:
    """Nobody's home is opened up: root's data goes where the other account can follow."""
    tmp_path.chmod(0o700)
    place = own_place(tmp_path)
    is_root = os.geteuid() == 0
    assert (place.state == tmp_path / ".run") is not is_root
    assert place.state.stat().st_uid == os.geteuid()
    assert place.state.stat().st_mode & 0o777 == (0o711 if is_root else 0o700)
    assert tmp_path.stat().st_mode & 0o777 == 0o700
    shutil.rmtree(place.state)


def test_a_checkout_has_the_same_place_each_time_and_another_checkout_another(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    places = [own_place(tmp_path / name) for name in ("a", "a", "b")]
    assert places[0] == places[1]
    assert places[0].state != places[2].state
    assert places[0].sockets != places[2].sockets
    for place in places[1:]:
        shutil.rmtree(place.state)


def test_a_folder_that_somebody_put_there_first_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "sockets").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(LauncherError, match="belongs to somebody else"):
        make_private_folder(tmp_path / "sockets")

"""Registries keep order and refuse two owners of one key."""

from __future__ import annotations

import pytest

from portal.core.registry import AlreadyRegisteredError, NotRegisteredError, Registry


@pytest.fixture
def shelf() -> Registry[int]:
    registry: Registry[int] = Registry("shelf")
    registry.register("b", 2)
    registry.register("a", 1)
    return registry


def test_entries_come_in_the_order_they_were_registered(shelf: Registry[int]) -> None:
    assert list(shelf) == [2, 1]
    assert shelf.items() == [("b", 2), ("a", 1)]
    assert len(shelf) == 2


def test_a_key_has_one_owner(shelf: Registry[int]) -> None:
    with pytest.raises(AlreadyRegisteredError, match=r"shelf: “a” is registered already"):
        shelf.register("a", 3)
    assert shelf.get("a") == 1


def test_an_unknown_key_is_answered_with_those_there_are(shelf: Registry[int]) -> None:
    with pytest.raises(NotRegisteredError, match=r"“c” \(there are: b, a\)"):
        shelf.get("c")


def test_what_was_put_in_can_be_taken_out_once(shelf: Registry[int]) -> None:
    shelf.unregister("a")
    assert "a" not in shelf
    with pytest.raises(NotRegisteredError):
        shelf.unregister("a")

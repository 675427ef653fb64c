from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.core.messages.tree import Tree


def run(tree: Tree, *options: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("messages", *options, root=tree.root, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_update_writes_three_catalogues_and_says_so(tree: Tree) -> None:
    tree.put_python('_("Boat")')
    out, _err = run(tree, "--update")
    assert [line.partition(":")[0] for line in out.splitlines()] == [
        f"locale/{language}/LC_MESSAGES/django.po" for language in ("nb", "nn", "en")
    ]
    assert "as before" in run(tree, "--update")[0]


def test_check_fails_with_a_sentence_for_each_fault(tree: Tree) -> None:
    tree.put_python('_("Boat")')
    run(tree, "--update")
    err = StringIO()
    with pytest.raises(CommandError, match="faults in texts"):
        call_command("messages", "--check", root=tree.root, stderr=err)
    assert "locale/nn/LC_MESSAGES/django.po: “Boat” has no translation. Write one." in err.getvalue()


def test_compile_writes_what_is_older_and_is_silent_afterwards(tree: Tree) -> None:
    tree.put_python('_("Boat")')
    run(tree, "--update")
    assert "locale/nb/LC_MESSAGES/django.mo" in run(tree, "--compile")[0]
    assert run(tree, "--compile") == ("", "")

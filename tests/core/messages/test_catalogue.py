from __future__ import annotations

import gettext
import os

from portal.core.messages.catalogue import compile_all, path_of
from tests.core.messages.tree import Tree


def test_an_update_keeps_translations_and_adds_new_texts_empty(tree: Tree) -> None:
    tree.put_python('_("Boat")')
    tree.update()
    tree.translate(("Boat", "Båt"))
    tree.put_python('_("Boat"); _("Oar")')
    tree.update()
    assert 'msgid "Boat"\nmsgstr "Båt"' in tree.catalogue("nn")
    assert 'msgid "Oar"\nmsgstr ""' in tree.catalogue("nn")


def test_a_second_update_changes_nothing(tree: Tree) -> None:
    tree.put_python('_("Oar"); _("Boat"); ngettext("%(n)d boat", "%(n)d boats", n)')
    tree.update()
    before = tree.catalogue("nb")
    tree.update()
    assert tree.catalogue("nb") == before


def test_moving_a_text_to_another_line_changes_nothing(tree: Tree) -> None:
    tree.put_python('_("Boat")')
    tree.update()
    before = tree.catalogue("nb")
    tree.put_python('\n\n\n_("Boat")')
    tree.update()
    assert tree.catalogue("nb") == before


def test_a_catalogue_is_sorted_and_has_no_date_in_it(tree: Tree) -> None:
    tree.put_python('_("Oar"); _("Boat"); _("Anchor")')
    tree.update()
    content = tree.catalogue("nb")
    assert content.index("Anchor") < content.index("Boat") < content.index("Oar")
    assert "Date" not in content
    assert "#: boats/views.py\n" in content


def test_a_text_that_leaves_and_returns_has_kept_its_translation(tree: Tree) -> None:
    tree.put_python('_("Boat")')
    tree.update()
    tree.translate(("Boat", "Båt"))
    tree.put_python("")
    tree.update()
    assert '#~ msgid "Boat"' in tree.catalogue("nb")
    tree.put_python('_("Boat")')
    tree.update()
    assert '\nmsgid "Boat"\nmsgstr "Båt"' in tree.catalogue("nb")


def test_pruning_drops_what_is_no_longer_used(tree: Tree) -> None:
    tree.put_python('_("Boat"); _("Oar")')
    tree.update()
    tree.translate(("Boat", "Båt"), ("Oar", "Åre"))
    tree.put_python('_("Oar")')
    tree.update(prune=True)
    assert "Boat" not in tree.catalogue("nb")


def test_compiled_catalogues_answer_in_the_reader_s_language(tree: Tree) -> None:
    tree.put_python('_("Boat"); ngettext("%(n)d oar", "%(n)d oars", n)')
    tree.update()
    tree.translate(("Boat", "Båt"), languages=("nn",))
    compile_all(tree.locale)
    nynorsk = gettext.translation("django", tree.locale, ["nn"])
    assert nynorsk.gettext("Boat") == "Båt"
    assert nynorsk.ngettext("%(n)d oar", "%(n)d oars", 2) == "%(n)d oars"


def test_only_an_older_compiled_catalogue_is_written_again(tree: Tree) -> None:
    tree.put_python('_("Boat")')
    tree.update()
    assert len(compile_all(tree.locale)) == 3
    assert compile_all(tree.locale) == []
    source = path_of(tree.locale, "nb")
    later = source.with_suffix(".mo").stat().st_mtime + 1
    os.utime(source, (later, later))
    assert compile_all(tree.locale) == [source.with_suffix(".mo")]

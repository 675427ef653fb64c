from __future__ import annotations

import pytest

from portal.core.messages.catalogue import path_of
from tests.core.messages.tree import Tree


@pytest.fixture
def sound(tree: Tree) -> Tree:
    """A tree without faults: one text, translated."""
    tree.put_python('_("%(n)s boats by %(name)s")')
    tree.put_template("<h1>{% translate 'Boats' %}</h1><p>{{ boat.name }} · 12</p>")
    tree.update()
    tree.translate(("%(n)s boats by %(name)s", "%(n)s båter av %(name)s"), ("Boats", "Båter"))
    return tree


def test_a_sound_tree_has_no_faults_and_english_may_be_empty(sound: Tree) -> None:
    assert sound.faults() == []


def test_a_missing_catalogue_is_a_fault(sound: Tree) -> None:
    path_of(sound.locale, "nn").unlink()
    assert sound.faults() == [
        "locale/nn/LC_MESSAGES/django.po does not exist. Run manage.py messages --update.",
    ]


def test_a_text_not_yet_in_the_catalogues_is_a_fault(sound: Tree) -> None:
    sound.put_template('{% translate "Boats" %}{% translate "Oars" %}')
    missing = "“Oars” (templates/boats/page.html) is missing. Run manage.py messages --update."
    assert sound.faults() == [
        f"locale/{language}/LC_MESSAGES/django.po: {missing}" for language in ("nb", "nn", "en")
    ]


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_an_empty_translation_is_a_fault(sound: Tree, language: str) -> None:
    sound.translate(("Boats", ""), languages=(language,))
    assert sound.faults() == [
        f"locale/{language}/LC_MESSAGES/django.po: “Boats” has no translation. Write one.",
    ]


def test_a_plural_left_empty_is_a_fault(sound: Tree) -> None:
    sound.put_python('_("%(n)s boats by %(name)s"); ngettext("One oar", "%(n)s oars", n)')
    sound.update()
    for language in ("nb", "nn"):
        path = path_of(sound.locale, language)
        half = path.read_text().replace('msgstr[0] ""\nmsgstr[1] ""', 'msgstr[0] "Én åre"\nmsgstr[1] ""')
        path.write_text(half)
    assert len(sound.faults()) == 2
    assert "“One oar” has no translation" in sound.faults()[0]


def test_a_fuzzy_translation_is_a_fault(sound: Tree) -> None:
    path = path_of(sound.locale, "nn")
    path.write_text(path.read_text().replace('msgid "Boats"', '#, fuzzy\nmsgid "Boats"'))
    assert sound.faults() == [
        "locale/nn/LC_MESSAGES/django.po: “Boats” is marked fuzzy. Read it, mend it and remove the mark.",
    ]


def test_a_text_no_longer_used_is_a_fault_before_and_after_an_update(sound: Tree) -> None:
    sound.put_python("")
    assert all("is no longer used" in fault for fault in sound.faults())
    assert len(sound.faults()) == 3
    sound.update()
    assert ["is obsolete" in fault for fault in sound.faults()] == [True, True]
    sound.update(prune=True)
    assert sound.faults() == []


@pytest.mark.parametrize(
    "translation", ["båter av %(name)s", "%(n)s båter av %(navn)s", "%(n)s båter av {name}"]
)
def test_a_placeholder_lost_or_changed_is_a_fault(sound: Tree, translation: str) -> None:
    sound.translate(("%(n)s boats by %(name)s", translation), languages=("nb",))
    (fault,) = sound.faults()
    assert "“%(n)s boats by %(name)s” has other placeholders in its translation" in fault
    assert "Use %(n)s, %(name)s." in fault


def test_a_singular_may_say_one_in_words_but_a_plural_may_not_lose_its_number(tree: Tree) -> None:
    tree.put_python('ngettext("%(n)s oar", "%(n)s oars", n)')
    tree.update()
    for language in ("nb", "nn"):
        path = path_of(tree.locale, language)
        empty = path.read_text()
        path.write_text(empty.replace('[0] ""', '[0] "%(n)s åre"').replace('[1] ""', '[1] "%(n)s årer"'))
    assert tree.faults() == []
    path = path_of(tree.locale, "nn")
    path.write_text(path.read_text().replace("%(n)s årer", "Mange årer"))
    assert len(tree.faults()) == 1


def test_nameless_placeholders_keep_their_order(tree: Tree) -> None:
    tree.put_python('_("%s has %d oars")')
    tree.update()
    tree.translate(("%s has %d oars", "%d årer har %s"))
    assert len(tree.faults()) == 2


def test_words_outside_a_translate_tag_are_a_fault(sound: Tree) -> None:
    sound.put_template('{% translate "Boats" %}\n<p>{{ n }} årer</p>')
    assert sound.faults() == [
        "templates/boats/page.html, line 2: “årer” is not marked for translation. Put it in a translate tag.",
    ]

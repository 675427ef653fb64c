from __future__ import annotations

from portal.core.messages.extract import Found, texts_in_python, texts_in_template


def in_python(source: str) -> list[tuple[str, str | None, str | None]]:
    return [(text.singular, text.plural, text.context) for text in texts_in_python(source)]


def in_template(source: str) -> list[tuple[str, str | None, str | None]]:
    return [(text.singular, text.plural, text.context) for text in texts_in_template(source, "page.html")]


def test_every_gettext_function_is_read() -> None:
    source = """
_("a"); gettext("b"); gettext_lazy("c"); gettext_noop("d")
ngettext("one", "many", n); ngettext_lazy("one boat", "many boats", "count")
pgettext("of a ship", "bow"); pgettext_lazy("of a ribbon", "bow")
npgettext("sea", "knot", "knots", n); npgettext_lazy("string", "knot", "knots", n)
"""
    assert in_python(source) == [
        ("a", None, None),
        ("b", None, None),
        ("c", None, None),
        ("d", None, None),
        ("one", "many", None),
        ("one boat", "many boats", None),
        ("bow", None, "of a ship"),
        ("bow", None, "of a ribbon"),
        ("knot", "knots", "sea"),
        ("knot", "knots", "string"),
    ]


def test_a_text_over_several_lines_is_one_text() -> None:
    assert in_python('_(\n    "Here is a text "\n    "in two parts."\n)') == [
        ("Here is a text in two parts.", None, None)
    ]


def test_a_text_in_a_variable_is_not_a_text() -> None:
    assert in_python("_(title)") == []


def test_notes_to_translators_come_along() -> None:
    source = '# Translators: A knot in a rope.\nlabel = _("knot")'
    assert list(texts_in_python(source)) == [
        Found("knot", None, None, ("Translators: A knot in a rope.",)),
    ]


def test_every_translation_tag_of_a_template_is_read() -> None:
    source = """
      <h1>{% translate "Boats" %}</h1>
        <p>{% translate "bow" context "of a ship" %} {% translate 'Oars' as oars %}</p>
    {% blocktranslate trimmed with name=boat.name %}
        The boat is
        called {{ name }}.
    {% endblocktranslate %}
      {% blocktranslate trimmed count n=boats|length %}
        One boat
      {% plural %}
        {{ n }} boats
      {% endblocktranslate %}
      {% blocktranslate count n=k context "sea" %}{{ n }} knot{% plural %}{{ n }} knots{% endblocktranslate %}
    {% button label=_("Set sail") %} {{ boat.name|default:_("No name") }} <p>It's (unbalanced "here.</p>
    """
    assert in_template(source) == [
        ("Boats", None, None),
        ("bow", None, "of a ship"),
        ("Oars", None, None),
        ("The boat is called %(name)s.", None, None),
        ("One boat", "%(n)s boats", None),
        ("%(n)s knot", "%(n)s knots", "sea"),
        ("Set sail", None, None),
        ("No name", None, None),
    ]


def test_a_comment_in_a_template_holds_no_texts() -> None:
    source = '{# {% translate "Old" %} #}{% comment %}{% translate "Older" %}{% endcomment %}'
    assert in_template(source) == []


def test_a_percent_sign_and_letters_beyond_ascii_survive() -> None:
    assert in_template('{% translate "50 % – “så langt”" %}') == [("50 %% – “så langt”", None, None)]

"""Finds the texts to translate in Python and in Django templates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from django.utils.translation.template import templatize

from portal.core.messages.sources import Project

PLAIN = ("_", "gettext", "gettext_lazy", "gettext_noop")
KEYWORDS: dict[str, Any] = dict.fromkeys(PLAIN) | {
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
TRANSLATORS = ("Translators",)


@dataclass(frozen=True)
class Found:
    """One text in one file; `plural` is None for a text without a number in it."""

    singular: str
    plural: str | None
    context: str | None
    comments: tuple[str, ...]


def texts_in_python(source: str) -> Iterator[Found]:
    """Every literal text given to a gettext function. Raises SyntaxError where the source can't be read."""
    stream = BytesIO(source.encode("utf-8"))
    options: Any = {"encoding": "utf-8"}
    for _line, message, comments, context in extract("python", stream, KEYWORDS, TRANSLATORS, options):
        forms = (message,) if isinstance(message, str) else tuple(message)
        if forms[0]:
            plural = forms[1] if len(forms) > 1 else None
            yield Found(forms[0], plural, context, tuple(comments))


def texts_in_template(source: str, name: str) -> Iterator[Found]:
    """Every text of `translate`, `blocktranslate` and `_()` in a template.

    Django's own rewriting turns them into calls amid rows of X; without indentation Python reads those.
    """
    rewritten = templatize(source, origin=name)
    yield from texts_in_python("\n".join(line.strip() for line in rewritten.splitlines()))


def catalogue_of(project: Project) -> Catalog:
    """All texts of the project, each with the files it stands in."""
    catalogue = Catalog(charset="utf-8")
    for path in project.python_files():
        _add(catalogue, texts_in_python(path.read_text(encoding="utf-8")), project.name_of(path))
    for path in project.template_files():
        name = project.name_of(path)
        _add(catalogue, texts_in_template(path.read_text(encoding="utf-8"), name), name)
    return catalogue


def add_file(catalogue: Catalog, path: Path, name: str) -> None:
    """Put the texts of one Python file or template into a catalogue, under the name it is to be known by."""
    source = path.read_text(encoding="utf-8")
    found = texts_in_python(source) if path.suffix == ".py" else texts_in_template(source, name)
    _add(catalogue, found, name)


def _add(catalogue: Catalog, found: Iterator[Found], name: str) -> None:
    for text in found:
        identity = (text.singular, text.plural) if text.plural else text.singular
        catalogue.add(identity, locations=[(name, 0)], auto_comments=text.comments, context=text.context)

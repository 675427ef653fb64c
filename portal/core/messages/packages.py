"""Texts of installed packages that people meet here, and which languages they come in.

A text its package does not translate is ours to translate: `with_gaps` adds it to our own catalogues.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from portal.core.messages.catalogue import identity, is_translated, messages_of, path_of, read
from portal.core.messages.extract import add_file

# Forms and their errors, sign-in and passwords, dates and durations: what of Django is shown to people.
SHOWN = (
    "django.contrib.auth.base_user",
    "django.contrib.auth.forms",
    "django.contrib.auth.password_validation",
    "django.core.validators",
    "django.forms.fields",
    "django.forms.forms",
    "django.forms.formsets",
    "django.forms.models",
    "django.forms.widgets",
    "django.template.defaultfilters",
    "django.utils.dates",
    "django.utils.text",
    "django.utils.timesince",
)


def texts_of(modules: Iterable[str] = SHOWN) -> Catalog:
    """The texts in these modules; a package is read whole. Raises LookupError for one not installed."""
    catalogue = Catalog(charset="utf-8")
    for module in modules:
        for path in _files_of(module):
            add_file(catalogue, path, module)
    return catalogue


def gaps(language: str, modules: Iterable[str] = SHOWN) -> list[Message]:
    """The texts in these modules which no package translates into the language."""
    modules = tuple(modules)
    shipped = {
        identity(message)
        for folder in {folder for module in modules for folder in _locale_folders(module)}
        for message in messages_of(read(path_of(folder, language), language))
        if is_translated(message) and not message.fuzzy
    }
    return [message for message in messages_of(texts_of(modules)) if identity(message) not in shipped]


def with_gaps(found: Catalog, language: str, modules: Iterable[str] = SHOWN) -> Catalog:
    """The project's texts and, beside them, those a package leaves untranslated. English needs none."""
    if language == "en":
        return found
    whole = Catalog(charset="utf-8")
    for message in [*messages_of(found), *gaps(language, modules)]:
        whole.add(
            message.id,
            locations=message.locations,
            auto_comments=message.auto_comments,
            context=message.context,
        )
    return whole


def _location(module: str) -> Path:
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        raise LookupError(f"The package {module} is listed as shown to people, but is not installed.")
    return Path(spec.origin)


def _files_of(module: str) -> Iterator[Path]:
    origin = _location(module)
    if origin.name != "__init__.py":
        yield origin
        return
    for path in sorted(origin.parent.rglob("*")):
        is_template = path.suffix in {".html", ".txt"} and "templates" in path.parts
        if path.suffix == ".py" or is_template:
            yield path


def _locale_folders(module: str) -> Iterator[Path]:
    """Catalogues beside the module or above it, up to its top package; Django keeps its own under `conf`."""
    top = _location(module.partition(".")[0]).parent
    folder = _location(module).parent
    while folder.is_relative_to(top):
        yield from (path for path in (folder / "locale", folder / "conf" / "locale") if path.is_dir())
        folder = folder.parent

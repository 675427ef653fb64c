"""What is wrong with the texts, each fault as a sentence that says where and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from portal.core.messages.catalogue import (
    LANGUAGES,
    forms,
    identity,
    is_translated,
    messages_of,
    path_of,
    read,
    singular,
)
from portal.core.messages.extract import catalogue_of
from portal.core.messages.literals import literals_in
from portal.core.messages.packages import SHOWN, with_gaps
from portal.core.messages.sources import Project

PLACEHOLDER = re.compile(r"%\(\w+\)[sdif]|%[sdif]|\{\w*\}")
# The source is English, so an empty English text means what the source says.
SOURCE_LANGUAGE = "en"


def faults_in(project: Project, *, packages: Iterable[str] = SHOWN) -> list[str]:
    """All faults of the project's catalogues and templates. An empty list is the rule kept."""
    found = catalogue_of(project)
    packages = tuple(packages)
    faults = [
        fault
        for language in LANGUAGES
        for fault in _faults_of_language(project, with_gaps(found, language, packages), language)
    ]
    return [*faults, *_hard_coded(project)]


def _faults_of_language(project: Project, found: Catalog, language: str) -> Iterator[str]:
    path = path_of(project.locale, language)
    name = project.name_of(path)
    if not path.is_file():
        yield f"{name} does not exist. Run manage.py messages --update."
        return
    catalogue = read(path, language)
    known = {identity(message): message for message in messages_of(catalogue)}
    wanted = {identity(message): message for message in messages_of(found)}
    for key, message in wanted.items():
        if key not in known:
            place = _where(message)
            yield f"{name}: {_quote(message)} ({place}) is missing. Run manage.py messages --update."
    for key, message in known.items():
        if key not in wanted:
            yield f"{name}: {_quote(message)} is no longer used. Run manage.py messages --update --prune."
        else:
            yield from _faults_of_message(message, name, may_be_empty=language == SOURCE_LANGUAGE)
    for message in catalogue.obsolete.values():
        yield f"{name}: {_quote(message)} is obsolete. Run manage.py messages --update --prune."


def _faults_of_message(message: Message, name: str, *, may_be_empty: bool) -> Iterator[str]:
    if not is_translated(message) and not (may_be_empty and not any(forms(message))):
        yield f"{name}: {_quote(message)} has no translation. Write one."
    if message.fuzzy:
        yield f"{name}: {_quote(message)} is marked fuzzy. Read it, mend it and remove the mark."
    if any(forms(message)) and not _keeps_placeholders(message):
        wanted = ", ".join(sorted({part for text in _source_forms(message) for part in _parts(text)}))
        yield f"{name}: {_quote(message)} has other placeholders in its translation. Use {wanted or 'none'}."


def _keeps_placeholders(message: Message) -> bool:
    """A translation carries the same placeholders; a singular may say “one” in words, as the source may."""
    source = _source_forms(message)
    if len(source) == 1:
        return all(_parts(text) == _parts(source[0]) for text in forms(message) if text)
    one, *many = forms(message)
    return (not one or _parts(one) in [_parts(text) for text in source]) and all(
        _parts(text) == _parts(source[1]) for text in many if text
    )


def _source_forms(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _parts(text: str) -> list[str]:
    """Placeholders of a text: named ones once and in any order, nameless ones in the order given."""
    found = PLACEHOLDER.findall(text.replace("%%", ""))
    nameless = [part for part in found if part == "{}" or re.fullmatch(r"%[sdif]", part)]
    return sorted(set(found) - set(nameless)) + nameless


def _hard_coded(project: Project) -> Iterator[str]:
    for path in project.template_files():
        is_markup = path.suffix != ".txt"
        for literal in literals_in(path.read_text(encoding="utf-8"), is_markup=is_markup):
            where = f"{project.name_of(path)}, line {literal.line}"
            text = _short(literal.text)
            yield f"{where}: “{text}” is not marked for translation. Put it in a translate tag."


def _quote(message: Message) -> str:
    context = f" ({message.context})" if message.context else ""
    return f"“{_short(singular(message))}”{context}"


def _where(message: Message) -> str:
    return ", ".join(sorted({Path(place).as_posix() for place, _line in message.locations}))


def _short(text: str, length: int = 60) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"

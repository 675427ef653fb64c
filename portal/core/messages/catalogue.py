"""Reads, merges, writes and compiles the catalogues `locale/<language>/LC_MESSAGES/django.po`."""

from __future__ import annotations

import os
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

LANGUAGES = ("nb", "nn", "en")
Identity = tuple[str | None, str]

# Babel's own header carries dates and versions, which would change at every run.
HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def path_of(locale: Path, language: str) -> Path:
    return locale / language / "LC_MESSAGES" / "django.po"


def singular(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def identity(message: Message) -> Identity:
    return message.context, singular(message)


def messages_of(catalogue: Catalog) -> list[Message]:
    """The messages in order of their text, without the header."""
    messages = [message for message in catalogue if message.id]
    return sorted(messages, key=lambda message: (singular(message), message.context or ""))


def forms(message: Message) -> tuple[str, ...]:
    """The translations of a message: one, or one per plural form."""
    if isinstance(message.string, str):
        return (message.string,)
    return tuple(message.string or ("",))


def is_translated(message: Message) -> bool:
    return all(forms(message))


def read(path: Path, language: str) -> Catalog:
    """A catalogue from its file; empty where there is none. Raises ValueError naming the file and line."""
    if not path.is_file():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as stream:
        return read_po(stream, locale=language, charset="utf-8", abort_invalid=True)


def merge(old: Catalog, found: Catalog, *, language: str, prune: bool = False) -> Catalog:
    """The texts of the source with the translations there already were.

    A text that has left the source is kept as obsolete, and comes back to life with it; `prune` drops it.
    No guessing from similar texts: a guess looks finished and is not.
    """
    known = {identity(message): message for message in [*old.obsolete.values(), *messages_of(old)]}
    merged = Catalog(locale=language, charset="utf-8")
    for message in messages_of(found):
        before = known.pop(identity(message), None)
        merged.add(
            message.id,
            _kept_translation(before, plural=message.pluralizable),
            locations=message.locations,
            flags={"fuzzy"} & set(before.flags) if before else (),
            auto_comments=message.auto_comments,
            user_comments=before.user_comments if before else (),
            context=message.context,
        )
    if not prune:
        merged.obsolete.update({_key(gone): gone for gone in known.values() if any(forms(gone))})
    return merged


def write(catalogue: Catalog, path: Path, language: str) -> bool:
    """Write a catalogue sorted, without line numbers and dates. True if the file has changed."""
    stream = BytesIO()
    write_po(stream, catalogue, width=0, omit_header=True, sort_output=True, include_lineno=False)
    content = HEADER.format(language=language) + stream.getvalue().decode("utf-8").strip() + "\n"
    if path.is_file() and path.read_text(encoding="utf-8") == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return True


def compile_all(locale: Path, languages: Iterable[str] = LANGUAGES) -> list[Path]:
    """Write each `.mo` that is missing or older than its `.po`; returns those written.

    Replaced in one step, since several processes may do it at once.
    """
    written = []
    for language in languages:
        source = path_of(locale, language)
        target = source.with_suffix(".mo")
        if not source.is_file() or (target.is_file() and target.stat().st_mtime >= source.stat().st_mtime):
            continue
        draft = target.with_suffix(f".{os.getpid()}.mo")
        with draft.open("wb") as stream:
            write_mo(stream, read(source, language))
        draft.replace(target)
        written.append(target)
    return written


def _kept_translation(before: Message | None, *, plural: bool) -> str | tuple[str, ...]:
    kept = forms(before) if before else ("",)
    if plural:
        return kept if len(kept) > 1 else (kept[0], "")
    return kept[0]


def _key(message: Message) -> str | tuple[str, str]:
    text = singular(message)
    return (text, message.context) if message.context else text

"""A small source tree with texts in it, to plant faults in."""

from __future__ import annotations

from pathlib import Path

from portal.core.messages.catalogue import LANGUAGES, merge, path_of, read, write
from portal.core.messages.checks import faults_in
from portal.core.messages.extract import catalogue_of
from portal.core.messages.sources import Project


class Tree(Project):
    """Files are written by name; nothing but what a test writes is in it."""

    def put(self, name: str, content: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        return path

    def put_python(self, content: str) -> Path:
        self.put("boats/__init__.py", "")
        return self.put("boats/views.py", content)

    def put_template(self, content: str, name: str = "page.html") -> Path:
        return self.put(f"templates/boats/{name}", content)

    def update(self, *, prune: bool = False) -> None:
        found = catalogue_of(self)
        for language in LANGUAGES:
            path = path_of(self.locale, language)
            write(merge(read(path, language), found, language=language, prune=prune), path, language)

    def translate(self, *pairs: tuple[str, str], languages: tuple[str, ...] = ("nb", "nn")) -> None:
        """Fill in translations, given as (English text, translation)."""
        for language in languages:
            path = path_of(self.locale, language)
            catalogue = read(path, language)
            for text, translation in pairs:
                message = catalogue.get(text)
                assert message is not None, f"{text} is not in {path}"
                message.string = translation
            write(catalogue, path, language)

    def catalogue(self, language: str) -> str:
        return path_of(self.locale, language).read_text(encoding="utf-8")

    def faults(self) -> list[str]:
        return faults_in(self, packages=())

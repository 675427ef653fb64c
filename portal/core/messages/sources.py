"""Where the project's texts lie: its Python packages and its template folders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TEMPLATE_ENDINGS = {".html", ".txt", ".svg", ".xml"}
NOT_SHOWN = {"migrations", "tests", "__pycache__", "node_modules"}


@dataclass(frozen=True)
class Project:
    """A source tree: packages are its folders with an `__init__.py`, templates lie in `templates`."""

    root: Path

    @property
    def locale(self) -> Path:
        return self.root / "locale"

    def python_files(self) -> Iterator[Path]:
        for package in self._packages():
            yield from _files_under(package, {".py"})

    def template_files(self) -> Iterator[Path]:
        """Files of `templates/` at the top and of `templates/` inside a package."""
        yield from _files_under(self.root / "templates", TEMPLATE_ENDINGS)
        for package in self._packages():
            for path in _files_under(package, TEMPLATE_ENDINGS):
                if "templates" in path.relative_to(package).parts:
                    yield path

    def name_of(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def _packages(self) -> list[Path]:
        folders = (path.parent for path in self.root.glob("*/__init__.py"))
        return sorted(folder for folder in folders if folder.name not in NOT_SHOWN)


def _files_under(folder: Path, endings: set[str]) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in endings and not NOT_SHOWN & set(path.relative_to(folder).parts):
            yield path

"""`manage.py messages`: keeps the catalogues in step with the source, without gettext installed."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.core.messages.catalogue import LANGUAGES, compile_all, merge, path_of, read, write
from portal.core.messages.checks import faults_in
from portal.core.messages.extract import catalogue_of
from portal.core.messages.packages import with_gaps
from portal.core.messages.sources import Project


class Command(BaseCommand):
    help = "Finds the texts to translate, compiles the catalogues, or says what is missing."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        action = parser.add_mutually_exclusive_group(required=True)
        action.add_argument(
            "--update", action="store_true", help="bring the catalogues up to date with the source"
        )
        action.add_argument(
            "--compile", action="store_true", help="write the compiled catalogues that are older"
        )
        action.add_argument("--check", action="store_true", help="fail with a sentence for each fault")
        parser.add_argument("--prune", action="store_true", help="with --update: drop texts no longer used")
        parser.add_argument("--root", type=Path, default=settings.BASE_DIR, help="the source tree")

    def handle(self, *_args: Any, **options: Any) -> None:
        project = Project(Path(options["root"]))
        if options["update"]:
            self._update(project, prune=options["prune"])
        elif options["compile"]:
            for path in compile_all(project.locale):
                self.stdout.write(f"Wrote {project.name_of(path)}.")
        else:
            self._check(project)

    def _update(self, project: Project, *, prune: bool) -> None:
        found = catalogue_of(project)
        for language in LANGUAGES:
            path = path_of(project.locale, language)
            merged = merge(read(path, language), with_gaps(found, language), language=language, prune=prune)
            news = "" if write(merged, path, language) else ", as before"
            self.stdout.write(f"{project.name_of(path)}: {len(merged)} texts{news}.")

    def _check(self, project: Project) -> None:
        faults = faults_in(project)
        if faults:
            self.stderr.write("\n".join(faults))
            raise CommandError(f"{len(faults)} faults in texts and translations.")
        self.stdout.write("Every text is translated.")

"""Files are kept under names that tell nothing, and go with what they belong to."""

from __future__ import annotations

import hashlib
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError
from django.utils import timezone

from portal.core.models import StoredFile
from portal.core.models.stored_file import random_path
from portal.core.text import Text
from portal.core.workflows.stored_file import GRACE, delete_stray_files, store
from tests.cast import Cast
from tests.core.files import PDF, pdf, picture, stored
from tests.projects.factories import ProjectFactory, ResultFactory

pytestmark = pytest.mark.django_db
LATER = GRACE + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def uploads(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def paths() -> list[str]:
    root = Path(settings.MEDIA_ROOT)
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def age(file: StoredFile) -> None:
    StoredFile.objects.filter(pk=file.pk).update(created_at=timezone.now() - LATER)


def test_a_file_is_kept_with_what_is_known_of_it(cast: Cast) -> None:
    file = store(pdf("Kontrakt med Kari.pdf"), by=cast.employee)

    assert file.file.read() == PDF
    assert (file.name, file.size) == ("Kontrakt med Kari.pdf", len(PDF))
    assert file.sha256 == hashlib.sha256(PDF).hexdigest()
    assert file.made_by == cast.employee


def test_its_place_on_the_disk_tells_nothing() -> None:
    stored(pdf("Kontrakt med Kari.pdf"))

    [path] = paths()
    assert "Kari" not in path
    assert "." not in path


def test_a_picture_without_words_is_not_kept() -> None:
    with pytest.raises(IntegrityError, match="picture_says_what_it_shows"):
        store(picture(), by=None, alt=Text())


def test_a_document_goes_with_its_project(partnership: Any, django_capture_on_commit_callbacks: Any) -> None:
    project = ProjectFactory.create()
    project.documents.create(file=stored(pdf()), label="x")

    with django_capture_on_commit_callbacks(execute=True):
        project.delete()

    assert not StoredFile.objects.exists()
    assert paths() == []


def test_a_picture_goes_with_its_result(partnership: Any, django_capture_on_commit_callbacks: Any) -> None:
    result = ResultFactory.create(picture=stored(picture()))

    with django_capture_on_commit_callbacks(execute=True):
        result.delete()

    assert paths() == []


def test_a_file_that_belongs_to_two_stays_with_the_other(
    partnership: Any, django_capture_on_commit_callbacks: Any
) -> None:
    file = stored(pdf())
    one, other = (ProjectFactory.create().documents.create(file=file, label="x") for _ in range(2))

    with django_capture_on_commit_callbacks(execute=True):
        one.delete()
    assert paths() == [file.file.name]

    with django_capture_on_commit_callbacks(execute=True):
        other.delete()
    assert paths() == []


def test_bytes_stay_when_the_deletion_is_taken_back(partnership: Any) -> None:
    """The disk is touched when the transaction has held, and not before."""
    document = ProjectFactory.create().documents.create(file=stored(pdf()), label="x")

    document.delete()

    assert len(paths()) == 1


def test_a_picture_that_was_exchanged_goes_in_the_night_after(
    partnership: Any, django_capture_on_commit_callbacks: Any
) -> None:
    old, new = stored(picture()), stored(picture())
    result = ResultFactory.create(picture=old)
    result.picture = new
    result.save()
    age(old)
    age(new)

    with django_capture_on_commit_callbacks(execute=True):
        assert delete_stray_files(timezone.now()) == 1

    assert paths() == [new.file.name]


def test_a_file_on_its_way_is_left_alone(django_capture_on_commit_callbacks: Any) -> None:
    stored(pdf())

    with django_capture_on_commit_callbacks(execute=True):
        assert delete_stray_files(timezone.now()) == 0

    assert len(paths()) == 1


def test_bytes_without_a_row_go_after_a_day(uploads: Path, django_capture_on_commit_callbacks: Any) -> None:
    left, new = random_path(StoredFile(), ""), random_path(StoredFile(), "")
    for path in (left, new):
        default_storage.save(path, ContentFile(PDF))
    make_old(uploads / left)

    with django_capture_on_commit_callbacks(execute=True):
        assert delete_stray_files(timezone.now()) == 1

    assert paths() == [new]


@pytest.mark.parametrize("name", ["ab/plan.pdf", f"ab/{'c' * 32}", ".restoring-x/file", f"{'a' * 32}"])
def test_files_of_others_in_the_folder_are_left_alone(uploads: Path, name: str) -> None:
    (uploads / name).parent.mkdir(exist_ok=True)
    (uploads / name).write_bytes(PDF)
    make_old(uploads / name)

    assert delete_stray_files(timezone.now()) == 0


def make_old(path: Path) -> None:
    before = (timezone.now() - LATER).timestamp()
    os.utime(path, (before, before))

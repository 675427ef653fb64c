"""Files people have given the portal: pictures and documents."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from portal.core.fields import TextField


def random_path(_file: StoredFile, _name: str) -> str:
    """A name that tells nothing, below the folder of uploads, outside of what the web serves by itself."""
    name = uuid.uuid4().hex
    return f"{name[:2]}/{name}"


class StoredFile(models.Model):
    """One file, of a type that was read from its content and not from its name. `size` is in bytes.

    A picture has width and height in pixels, and says in words what it shows (`alt`).
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.FileField(upload_to=random_path)
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    alt = TextField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_example = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(width=None) | ~models.Q(alt={}), name="picture_says_what_it_shows"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where it is fetched as a file."""
        return reverse("stored_file", args=[self.key, self.name])

    @property
    def picture_url(self) -> str:
        """Where a picture is shown; only of one that has width and height."""
        return reverse("stored_picture", args=[self.key])

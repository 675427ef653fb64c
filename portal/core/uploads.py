"""Form fields that take in files: told by their content, of few types, pictures drawn anew.

A cleaned value is an `Upload`; `core.workflows.stored_file.store` keeps it. A form with one is multipart.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from io import BytesIO
from typing import Any, ClassVar, NoReturn

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from portal.core.rules.file_type import DOCUMENTS, PICTURES, FileType, type_of
from portal.core.rules.picture import NotAPictureError, Picture, TooManyPixelsError, draw_anew
from portal.core.rules.upload import Upload, clean_name

LARGEST_DOCUMENT = 20 << 20
LARGEST_PICTURE = 8 << 20
"""Bytes."""


class DocumentField(forms.FileField):
    """A file others fetch: PDF, DOCX, XLSX, ODT or a picture, at most 20 MB. Gives an `Upload` or none."""

    types: ClassVar[AbstractSet[FileType]] = DOCUMENTS
    largest: ClassVar[int] = LARGEST_DOCUMENT
    widget = forms.FileInput
    default_error_messages: ClassVar = {
        "empty": _("The file is empty. Choose another one."),
        "invalid": _("The file did not arrive. Choose it once more."),
        "type": _("That is none of the types the portal takes: PDF, DOCX, XLSX, ODT, PNG, JPEG, WEBP."),
        "size": _("The file is too large. It may be %(megabytes)s MB at most."),
        "pixels": _("The picture has too many pixels. Make it smaller first."),
        "broken": _("The picture can’t be read. Save it anew, and choose it once more."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", self.default_help)
        super().__init__(**kwargs)

    @property
    def default_help(self) -> Any:
        return _("PDF, DOCX, XLSX, ODT, PNG, JPEG or WEBP, at most 20 MB.")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        endings = sorted(f".{kind.ending}" for kind in self.types)
        return {**super().widget_attrs(widget), "accept": ",".join(endings)}

    def clean(self, data: Any, initial: Any = None) -> Any:
        """An `Upload`; None where nothing new was chosen, whatever there was before."""
        chosen = super().clean(data, initial)
        return self._looked_at(data) if chosen and isinstance(data, UploadedFile) else None

    def _looked_at(self, file: UploadedFile) -> Upload:
        if (file.size or 0) > self.largest:
            self._refuse("size", megabytes=self.largest >> 20)
        content = BytesIO(file.read())
        kind = type_of(content)
        if kind is None or kind not in self.types:
            self._refuse("type")
        if kind.is_picture:
            return self._picture(content, kind, str(file.name))
        return Upload(clean_name(str(file.name), kind), kind.media_type, content.getvalue())

    def _picture(self, content: BytesIO, kind: FileType, name: str) -> Upload:
        if len(content.getbuffer()) > LARGEST_PICTURE:
            self._refuse("size", megabytes=LARGEST_PICTURE >> 20)
        try:
            drawn = draw_anew(content, kind)
        except TooManyPixelsError:
            self._refuse("pixels")
        except NotAPictureError:
            self._refuse("broken")
        sides = self._sides(drawn)
        return Upload(clean_name(name, kind), kind.media_type, drawn.content, *sides)

    def _sides(self, _drawn: Picture) -> tuple[int, ...]:
        """One fetches it as a file, so it needs no words for those who don't see it."""
        return ()

    def _refuse(self, code: str, **params: Any) -> NoReturn:
        raise ValidationError(self.error_messages[code], code=code, params=params)


class PictureField(DocumentField):
    """A picture that stands on a page: PNG, JPEG or WEBP, at most 8 MB. Its form asks what it shows, too."""

    types = PICTURES
    largest = LARGEST_PICTURE
    default_error_messages: ClassVar = {
        "type": _("That is no picture the portal takes. Choose a PNG, JPEG or WEBP.")
    }

    @property
    def default_help(self) -> Any:
        return _("PNG, JPEG or WEBP, at most 8 MB. Where it was taken, and with what, is not kept.")

    def _sides(self, drawn: Picture) -> tuple[int, ...]:
        return drawn.width, drawn.height


def alt_field(**kwargs: Any) -> forms.CharField:
    """The field that goes with a picture: what it shows, in words. See `require_alt`."""
    kwargs.setdefault("label", _("What does the picture show?"))
    kwargs.setdefault("help_text", _("One sentence for those who don’t see it."))
    return forms.CharField(max_length=300, required=False, **kwargs)


def require_alt(form: forms.BaseForm, picture: str = "picture", alt: str = "alt") -> None:
    """Call it in `clean`: a picture that is chosen must be told in words."""
    if form.cleaned_data.get(picture) and not form.cleaned_data.get(alt, "").strip():
        form.add_error(alt, _("Say in one sentence what the picture shows."))

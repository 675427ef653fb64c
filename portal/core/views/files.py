"""Files people have handed in: documents are fetched, pictures are shown. Neither can do anything here."""

from __future__ import annotations

import uuid

from django.contrib.auth.models import AnonymousUser
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from portal.core.files import may_fetch
from portal.core.models import StoredFile

HARMLESS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}
OPEN_TO_ALL = "public, max-age=2592000, immutable"
"""Thirty days, for pictures. What is under an address never changes, so it need not be asked for again."""
AS_LONG_AS_OPEN = "public, no-cache"
"""For documents: their owners may take them back, such as students a report; from then on nobody has it."""
FOR_ONE = "private, no-store"


@require_safe
def document(request: HttpRequest, key: uuid.UUID, name: str) -> HttpResponseBase:
    """Always as a file to save, under the name it is kept by. Raises Http404 for any other name."""
    file = get_object_or_404(StoredFile, key=key, name=name)
    return _answer(request, file, as_attachment=True)


@require_safe
def picture(request: HttpRequest, key: uuid.UUID) -> HttpResponseBase:
    """A picture as it stands on a page; other files have no such address."""
    file = get_object_or_404(StoredFile, key=key, width__isnull=False)
    return _answer(request, file, as_attachment=False)


def _answer(request: HttpRequest, file: StoredFile, *, as_attachment: bool) -> HttpResponseBase:
    open_to_all = may_fetch(AnonymousUser(), file)
    if not open_to_all and not may_fetch(request.user, file):
        raise Http404
    etag = f'"{file.sha256[:32]}"'
    response = get_conditional_response(request, etag=etag) or _content(file, as_attachment)
    open_way = AS_LONG_AS_OPEN if as_attachment else OPEN_TO_ALL
    keeping = open_way if open_to_all else FOR_ONE
    for header, value in {**HARMLESS, "ETag": etag, "Cache-Control": keeping}.items():
        response.headers[header] = value
    return response


def _content(file: StoredFile, as_attachment: bool) -> FileResponse:
    try:
        content = file.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(
        content, as_attachment=as_attachment, filename=file.name, content_type=file.media_type
    )

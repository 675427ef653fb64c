"""Pictures are drawn anew: smaller, upright, and without what the camera wrote into them."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageOps

from portal.core.rules.file_type import JPEG, PNG, WEBP, FileType

LONGEST_SIDE = 1600
"""Pixels."""
MOST_PIXELS = 50_000_000
"""What a good camera takes. More is not unpacked at all."""
_FORMATS = {PNG: "PNG", JPEG: "JPEG", WEBP: "WEBP"}
_MODES = {PNG: {"1", "L", "LA", "P", "RGB", "RGBA"}, JPEG: {"L", "RGB"}, WEBP: {"RGB", "RGBA"}}


class NotAPictureError(Exception):
    """It can't be read as what it begins as."""


class TooManyPixelsError(Exception):
    """It is larger than `MOST_PIXELS`."""


@dataclass(frozen=True)
class Picture:
    """The bytes of a picture as they are kept; width and height in pixels."""

    content: bytes
    width: int
    height: int


def draw_anew(content: BinaryIO, kind: FileType) -> Picture:
    """The picture of an open file, at most `LONGEST_SIDE` on its longest side, of the same type.

    Nothing but its pixels is kept: no place, no camera, no comment, nothing behind its end; of a moving one
    the first picture. Raises NotAPictureError and TooManyPixelsError.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # we count ourselves, below
            with Image.open(content, formats=[_FORMATS[kind]]) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise TooManyPixelsError
                return _drawn(image, kind)
    except Image.DecompressionBombError as error:
        raise TooManyPixelsError from error
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError, MemoryError) as error:
        raise NotAPictureError from error


def _drawn(image: Image.Image, kind: FileType) -> Picture:
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(image)
    if upright.mode not in _MODES[kind]:
        see_through = "A" in upright.mode or "transparency" in upright.info
        upright = upright.convert("RGBA" if see_through and kind is not JPEG else "RGB")
    if max(upright.size) > LONGEST_SIDE and upright.mode in {"1", "P"}:
        upright = upright.convert("RGBA" if "transparency" in upright.info else "RGB")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new(upright.mode, upright.size)
    if palette := upright.getpalette("RGBA"):
        bare.putpalette(palette, "RGBA")
    bare.paste(upright)
    out = BytesIO()
    bare.save(out, _FORMATS[kind], **({"quality": 85} if kind is not PNG else {"optimize": True}))
    return Picture(out.getvalue(), bare.width, bare.height)

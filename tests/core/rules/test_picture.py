"""Pictures are drawn anew: of a measure, upright, without traces of where they were taken."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from portal.core.rules.file_type import JPEG, PNG, WEBP, FileType
from portal.core.rules.picture import (
    LONGEST_SIDE,
    NotAPictureError,
    Picture,
    TooManyPixelsError,
    draw_anew,
)
from tests.core.files import drawn

KINDS = {"PNG": PNG, "JPEG": JPEG, "WEBP": WEBP}
SECRET = b"Gate 1, 2816"


def again(content: bytes, kind: FileType) -> Picture:
    return draw_anew(BytesIO(content), kind)


def exif(orientation: int = 1) -> Image.Exif:
    said = Image.Exif()
    said[0x010E] = SECRET.decode()  # description
    said[0x0112] = orientation
    said.get_ifd(0x8825)[1] = "N"  # where it was taken
    return said


@pytest.mark.parametrize("name", KINDS)
def test_nothing_of_what_the_camera_wrote_is_kept(name: str) -> None:
    before = drawn(name, exif=exif(), xmp=b"<x>" + SECRET + b"</x>") + SECRET

    after = again(before, KINDS[name])

    assert SECRET in before
    assert SECRET not in after.content
    with Image.open(BytesIO(after.content)) as image:
        assert image.format == name
        assert not image.getexif()
        assert not {"exif", "xmp", "icc_profile", "comment"} & set(image.info)


def test_words_in_a_png_are_not_kept() -> None:
    words = PngInfo()
    words.add_text("Comment", SECRET.decode())

    assert SECRET not in again(drawn("PNG", pnginfo=words), PNG).content


def test_a_comment_in_a_jpeg_is_not_kept() -> None:
    assert SECRET not in again(drawn("JPEG", comment=SECRET), JPEG).content


@pytest.mark.parametrize("name", KINDS)
def test_a_large_picture_is_made_smaller_in_proportion(name: str) -> None:
    after = again(drawn(name, (3200, 1000)), KINDS[name])

    assert (after.width, after.height) == (LONGEST_SIDE, 500)


def test_a_small_picture_keeps_its_measures() -> None:
    after = again(drawn("PNG", (40, 30)), PNG)

    assert (after.width, after.height) == (40, 30)


def test_a_picture_taken_sideways_is_put_upright() -> None:
    after = again(drawn("JPEG", (40, 30), exif=exif(orientation=6)), JPEG)

    assert (after.width, after.height) == (30, 40)


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        ("PNG", "RGBA"),
        ("PNG", "LA"),
        ("PNG", "P"),
        ("PNG", "1"),
        ("PNG", "I;16"),
        ("JPEG", "CMYK"),
        ("WEBP", "RGBA"),
    ],
)
def test_pictures_of_every_make_are_read(name: str, mode: str) -> None:
    out = BytesIO()
    Image.new(mode, (2000, 20)).save(out, name)

    assert again(out.getvalue(), KINDS[name]).width == LONGEST_SIDE


def test_what_is_seen_through_stays_so() -> None:
    out = BytesIO()
    Image.new("RGBA", (2000, 20), (10, 20, 30, 0)).save(out, "PNG")

    with Image.open(BytesIO(again(out.getvalue(), PNG).content)) as image:
        assert image.convert("RGBA").getpixel((5, 5))[3] == 0  # type: ignore[index]


@pytest.mark.parametrize("name", KINDS)
def test_half_a_picture_is_none(name: str) -> None:
    whole = drawn(name, (300, 300))

    with pytest.raises(NotAPictureError):
        again(whole[: len(whole) // 3], KINDS[name])


def test_a_picture_of_another_type_than_it_begins_as_is_none() -> None:
    with pytest.raises(NotAPictureError):
        again(drawn("JPEG"), PNG)


@pytest.mark.parametrize("side", [10_000, 60_000])
def test_a_picture_that_unpacks_beyond_measure_is_refused_unread(side: int) -> None:
    with pytest.raises(TooManyPixelsError):
        again(bomb(side), PNG)


def bomb(side: int) -> bytes:
    """A PNG of so many pixels squared, of which hardly any are there."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 99))
        + chunk(b"IEND", b"")
    )

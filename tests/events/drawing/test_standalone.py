"""The picture that travels and the sheet that hangs on a wall."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from events.drawing import Kind, draw_standalone, sheet_pdf
from tests.events.drawing.examples import mark, month, parsed, week

MARKS = [
    mark(date(2027, 2, 1), title="Student fair", kind=Kind.STUDENT, done=True),
    mark(date(2027, 3, 1), title="Call", kind=Kind.DEADLINE),
    mark(date(2027, 9, 1), title="Lecture that is off", cancelled=True),
    week(24),
    month(10),
]


def test_the_travelling_picture_needs_no_stylesheet_and_leads_nowhere() -> None:
    root = parsed(draw_standalone(MARKS, year=2027, today=date(2027, 4, 20)))
    assert not [each for each in root.iter() if each.get("class") or each.get("style")]
    assert not root.findall(".//a")
    assert not root.findall(".//style")
    assert root.get("role") == "img"


def test_the_travelling_picture_explains_its_shapes_in_words() -> None:
    words = "".join(parsed(draw_standalone([], year=2027, today=None)).itertext())
    for word in ("tentativ", "2027"):
        assert word in words


def test_fixed_is_filled_and_tentative_outlined_also_in_grey() -> None:
    root = parsed(draw_standalone([week(24), mark(date(2027, 3, 1))], year=2027, today=None))
    marks = [each for each in root.iter("g") if each.find("title") is not None]
    assert {each.get("fill") for each in marks} == {"#ffffff", "#236e54"}


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_the_sheet_is_a3_landscape_tagged_and_lists_every_date() -> None:
    pdf = sheet_pdf(
        MARKS,
        year=2027,
        today=None,
        title="The year 2027",
        subtitle="Municipality and university",
        language="nb",
    )
    reader = PdfReader(BytesIO(pdf))
    box = reader.pages[0].mediabox
    assert (round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)) == (420, 297)
    assert len(reader.pages) == 1
    catalog = reader.trailer["/Root"].get_object()
    assert isinstance(catalog, DictionaryObject)
    assert "'/Marked': True" in str(catalog["/MarkInfo"])
    assert str(catalog["/Lang"]) == "nb"
    assert reader.metadata is not None
    assert reader.metadata.title == "The year 2027"
    assert b"pdfaid" in (reader.xmp_metadata.stream.get_data() if reader.xmp_metadata else b"")
    for each in MARKS:
        assert each.title in text_of(pdf)


@pytest.mark.parametrize("count", [0, 1, 60])
def test_the_sheet_holds_an_empty_year_and_a_full_one(count: int) -> None:
    marks = [mark(date(2027, 1 + n % 12, 1 + n % 28), title=f"Meeting {n}") for n in range(count)]
    pdf = sheet_pdf(marks, year=2027, today=None, title="2027", subtitle="", language="en")
    words = text_of(pdf)
    assert all(f"Meeting {n}" in words for n in range(count))


def test_hostile_words_stay_words_on_the_sheet() -> None:
    marks = [mark(date(2027, 3, 1), title='#panic() *bold* $x$ <script> \\ "')]
    pdf = sheet_pdf(marks, year=2027, today=None, title="#2027 $", subtitle="*", language="en")
    assert "#panic() *bold* $x$" in text_of(pdf)


def test_the_words_of_a_crowded_week_end_at_its_leader_on_the_left() -> None:
    autumn = [mark(date(2027, 10, day), title=f"Date {day}") for day in (11, 12, 13, 14, 15)]
    others = [
        mark(date(2027, month, 3), title=f"Date {month}") for month in range(1, 10) for _each in range(3)
    ]
    root = parsed(draw_standalone([*others, *autumn], year=2027, today=date(2027, 1, 1)))
    weeks = [group for group in root.iter("g") if any(word.endswith(" 41") for word in group.itertext())]
    assert weeks
    assert {week.get("text-anchor") for week in weeks} == {"end"}

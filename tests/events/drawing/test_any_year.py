"""Whatever a year holds, its picture can be read: no crossing, no collision, no broken markup."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from events.drawing import Mark, Size, check, draw_standalone, draw_strip, draw_wheel, lay_out
from tests.events.drawing.examples import a_year, parsed

Year = tuple[list[Mark], int, date | None]


@given(a_year(), st.sampled_from((Size.FULL, Size.DENSE)))
@settings(max_examples=60, deadline=None)
def test_no_line_or_label_of_any_year_is_in_the_way_of_another(drawn: Year, size: Size) -> None:
    marks, year, today = drawn
    found = check(lay_out(marks, year=year, today=today, size=size))
    assert found == dict.fromkeys(found, 0)


@given(a_year(), st.sampled_from(Size))
@settings(max_examples=40, deadline=None)
def test_any_year_is_well_formed_and_takes_words_as_words(drawn: Year, size: Size) -> None:
    marks, year, today = drawn
    visible = [each for each in marks if each.start.year <= year <= each.end.year]
    pictures = [
        draw_wheel(marks, year=year, today=today, size=size, earlier_url="/a?b=1&c=2", later_url='/"'),
        draw_strip(marks, year=year, today=today),
        draw_standalone(marks, year=year, today=today, size=size),
    ]
    for picture in pictures:
        root = parsed(picture)
        assert not root.findall(".//script")
        assert not [each for each in root.iter() if "style" in each.attrib]
        ids = [each.attrib["id"] for each in root.iter() if "id" in each.attrib]
        assert len(ids) == len(set(ids))
        used = {each.attrib["href"][1:] for each in root.iter("use")}
        assert used <= set(ids)
        assert bool(root.findall(".//use")) == bool(visible)

"""What a reader, a mouse, a keyboard and a screen reader find in the wheel."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from xml.etree.ElementTree import Element

from django.utils import translation

from events.drawing import Kind, Mark, Ring, Size, draw_wheel
from tests.events.drawing.examples import mark, month, parsed, week

TODAY = date(2027, 4, 20)


def drawn(marks: list[Mark], *, size: Size = Size.FULL, numbers: dict[str, int] | None = None) -> Element:
    with translation.override("en"):
        svg = draw_wheel(
            marks,
            year=2027,
            today=TODAY,
            size=size,
            earlier_url="/arshjul/2026/",
            later_url="/arshjul/2028/",
            numbers=numbers,
        )
    return parsed(svg)


def words_of(element: Element) -> str:
    return "".join(element.itertext())


def links(root: Element) -> list[Element]:
    return [each for each in root.iter("a") if each.get("tabindex") != "-1"]


def test_a_date_is_one_link_that_holds_its_shape_its_leader_and_its_words() -> None:
    root = drawn([mark(date(2027, 4, 28), title="Needs workshop", key="e12", when="28 April")])
    (link,) = (each for each in links(root) if each.get("href") == "#d-e12")
    assert link.findtext("title") == "28 April: Needs workshop (gathering, for the partners, fixed)"
    assert link.find("use") is not None
    assert link.find("path[@class='leader']") is not None
    assert "Needs workshop" in words_of(link)


def test_states_are_said_in_words_and_drawn_apart() -> None:
    root = drawn(
        [
            mark(date(2027, 2, 1), key="done", done=True),
            week(24),
            mark(date(2027, 9, 1), key="off", cancelled=True, when="1 September"),
        ]
    )
    found = {each.get("class"): each for each in links(root)}
    assert "done)" in words_of(found["gathering done"])
    assert "tentative)" in words_of(found["gathering tentative"])
    assert "cancelled" in "".join(words_of(each) for each in found["gathering cancelled l"].iter("text"))
    assert root.find(".//path[@class='uk-tick']") is not None
    assert root.find(".//path[@class='uk-strike']") is not None
    assert root.find(".//path[@class='span']") is not None


def test_each_kind_has_a_shape_of_its_own() -> None:
    root = drawn([mark(date(2027, 2, 1), kind=kind) for kind in Kind])
    shapes = {each.get("id"): list(each)[-1].attrib for each in root.iter("g") if each.get("id")}
    full = [shapes[f"wheel-{kind[0]}f"] for kind in Kind]
    assert all(one != other for i, one in enumerate(full) for other in full[:i])


def test_a_mark_may_lead_elsewhere() -> None:
    marks = [replace(mark(date(2027, 5, 1)), url="/arrangementer/7/")]
    assert "/arrangementer/7/" in {each.get("href") for each in links(drawn(marks))}


def test_the_year_has_named_links_to_the_years_beside_it() -> None:
    root = drawn([])
    names = {each.get("href"): each.findtext("title") for each in links(root)}
    assert names == {"/arshjul/2026/": "Previous year, 2026", "/arshjul/2028/": "Next year, 2028"}


def test_the_middle_names_the_next_date_and_not_one_that_is_called_off() -> None:
    root = drawn(
        [
            mark(date(2027, 4, 1), title="Past", done=True),
            mark(date(2027, 4, 22), title="Off", cancelled=True),
            mark(date(2027, 2, 1), date(2027, 6, 1), title="Going on"),
            mark(date(2027, 5, 3), title="Coming", when="3 May"),
        ]
    )
    assert root.findtext("text[@class='next']") == "Next: 3 May"
    assert words_of(root.find("text[@class='next-title']") or Element("x")) == "Coming"


def test_a_picture_without_a_day_knows_no_next_date() -> None:
    svg = draw_wheel(
        [week(24)], year=2027, today=None, size=Size.FULL, earlier_url="/2026/", later_url="/2028/"
    )
    assert parsed(svg).find("text[@class='next']") is None


def test_an_empty_year_says_so_calmly() -> None:
    root = drawn([])
    assert root.findtext("text[@class='next']") == "No dates yet"
    assert "No dates are set yet" in (root.findtext("desc") or "")


def test_the_picture_has_a_name_and_a_description() -> None:
    root = drawn([week(24), month(10), mark(date(2027, 5, 3))])
    assert root.get("role") == "group"
    title, description = root.find("title"), root.find("desc")
    assert title is not None
    assert description is not None
    assert root.get("aria-labelledby") == title.get("id")
    assert root.get("aria-describedby") == description.get("id")
    assert "3 dates" in (description.text or "")
    assert "2 of them are tentative" in (description.text or "")


def test_a_title_in_another_language_says_which() -> None:
    root = drawn([mark(date(2027, 5, 3), title="Open lecture", lang="nn")])
    assert [words_of(each).strip() for each in root.iter("tspan") if each.get("lang") == "nn"]


def test_gathered_marks_are_for_the_pointer_and_the_label_for_keys() -> None:
    root = drawn([mark(date(2027, 6, 14 + day), key=f"e{day}") for day in range(3)], size=Size.DENSE)
    assert [each.get("href") for each in links(root) if each.get("class") != "turn"] == ["#week-24"]
    hidden = root.find("g[@aria-hidden='true']/g/a/../..")
    assert hidden is not None
    assert {each.get("href") for each in hidden.iter("a")} == {"#d-e0", "#d-e1", "#d-e2"}


def test_the_compact_wheel_numbers_the_dates_of_the_list_beside_it() -> None:
    marks = [mark(date(2027, 5, day), key=f"e{day}") for day in (3, 10, 20)]
    root = drawn(marks, size=Size.COMPACT, numbers={"e10": 1, "e20": 2})
    assert [each.text for each in root.iter("text") if each.get("class") == "number"] == ["1", "2"]


def test_months_are_named_in_the_readers_language() -> None:
    with translation.override("nb"):
        svg = draw_wheel([], year=2027, today=None, size=Size.FULL, earlier_url="", later_url="")
    assert ">januar<" in svg
    assert ">desember<" in svg


def test_shapes_placed_twice_on_a_page_need_not_share_ids() -> None:
    one = draw_wheel([week(3)], year=2027, today=None, size=Size.FULL, earlier_url="", later_url="", uid="a")
    two = draw_wheel([week(3)], year=2027, today=None, size=Size.FULL, earlier_url="", later_url="", uid="b")
    ids = [{each.get("id") for each in parsed(svg).iter() if each.get("id")} for svg in (one, two)]
    assert not ids[0] & ids[1]


def test_two_hundred_dates_stay_within_45_kilobytes() -> None:
    marks = [
        mark(
            date(2027, 1, 1) + timedelta(days=n * 364 // 200),
            title="Studentene viser bacheloroppgavene",
            kind=list(Kind)[n % 4],
            ring=list(Ring)[n % 3],
            key=f"e{n}",
        )
        for n in range(200)
    ]
    svg = draw_wheel(
        marks,
        year=2027,
        today=TODAY,
        size=Size.DENSE,
        earlier_url="/arshjul/2026/",
        later_url="/arshjul/2028/",
    )
    assert len(svg.encode()) < 45_000

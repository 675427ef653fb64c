"""Writing with headings, lists and links: with the editor, with the keyboard alone, and without scripts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from portal.core.rules.rich_text import safe_html
from tests.browser.accessible import inspect
from tests.browser.journey import Journey
from tests.browser.visitor import Visitor, visiting
from tests.core.hostile import HOSTILE

PAGE = "/en/stilguide/skriving/"
STORY = "What happened?"
# What a browser makes of a text: every element, attribute and address that should not be there. What is not
# clean is read in a document of its own, where it can do nothing.
UNWELCOME = """
([html, isClean]) => {
  const inert = new DOMParser().parseFromString("", "text/html").body;
  const place = isClean ? document.createElement("div") : inert;
  if (isClean) document.body.append(place);
  place.innerHTML = html;
  const allowed = "P H3 H4 UL OL LI STRONG EM A BLOCKQUOTE BR".split(" ");
  const found = [];
  for (const element of place.querySelectorAll("*")) {
    if (!allowed.includes(element.nodeName)) found.push(`<${element.nodeName}>`);
    for (const {name, value} of element.attributes) {
      const link = element.nodeName === "A" && ["href", "rel"].includes(name);
      if (!link) found.push(`${element.nodeName} ${name}=${value}`);
    }
    if (element.nodeName !== "A") continue;
    if (!["https:", "http:", "mailto:"].includes(element.protocol)) found.push(element.href);
    if (!/^(https?:|mailto:)/.test(element.getAttribute("href"))) found.push(element.getAttribute("href"));
  }
  if (isClean) place.remove();
  return found;
}
"""


@pytest.fixture
def visitor(browser: Browser, portal: str) -> Iterator[Visitor]:
    with visiting(browser, portal) as found:
        yield found


@pytest.fixture
def page(visitor: Visitor) -> Page:
    page = visitor.open(PAGE)
    expect(editor(page)).to_be_visible()
    return page


def editor(page: Page) -> Locator:
    """The editor itself, once it stands in the place of the box."""
    return page.get_by_role("textbox", name=STORY).and_(page.locator(".uk-rich-text"))


def sent(page: Page) -> str:
    """What the form would send of the story, after the server has cleaned it."""
    return safe_html(page.locator("textarea[name=story]").input_value())


def empty(page: Page) -> Journey:
    journey = Journey(page).tab_to(STORY)
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    return journey


def test_nothing_is_refused_by_the_policy_and_nothing_is_wrong(visitor: Visitor, page: Page) -> None:
    page.get_by_role("button", name="Bold").first.click()

    assert visitor.heard() == []
    assert page.locator("style").count() == 0
    assert inspect(page) == []


def test_what_stood_there_stands_in_the_editor(page: Page) -> None:
    expect(page.locator(".uk-rich-text h2").first).to_be_visible()
    expect(page.locator(".uk-rich-text ul li").first).to_be_visible()


def test_text_is_written_with_the_keyboard_alone(page: Page) -> None:
    empty(page).type("Night rounds")
    page.keyboard.press("Shift+Tab")
    Journey(page).press("ArrowRight").press("ArrowRight").press("Enter")
    expect(page.locator(".uk-rich-text").first).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+b")
    page.keyboard.type("Half")
    page.keyboard.press("Control+b")
    page.keyboard.type(" as many")

    assert sent(page) == "<h3>Night rounds</h3><p><strong>Half</strong> as many</p>"


def test_tab_leaves_the_editor_from_within_a_list(page: Page) -> None:
    empty(page).type("- one")
    page.keyboard.press("Enter")
    page.keyboard.type("two")
    Journey(page).tab_to("Bold")

    assert sent(page) == "<ul><li><p>one</p></li><li><p>two</p></li></ul>"


def test_a_link_is_made_and_taken_away_with_the_keyboard(page: Page) -> None:
    empty(page).type("Report")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+k")
    page.keyboard.type("javascript:alert(1)")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Write the address of a page")).to_be_visible()
    page.keyboard.press("Control+a")
    page.keyboard.type("x.example/a")
    page.keyboard.press("Enter")
    assert sent(page) == '<p><a href="https://x.example/a" rel="nofollow noopener">Report</a></p>'

    expect(editor(page)).to_be_focused()
    page.keyboard.press("Control+k")
    page.get_by_role("button", name="Remove the link").click()
    assert sent(page) == "<p>Report</p>"


def test_the_dialog_for_links_is_accessible(page: Page) -> None:
    empty(page).type("Report")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog", name="Link")).to_be_visible()

    assert inspect(page) == []

    page.keyboard.press("Escape")
    expect(editor(page)).to_be_focused()


def test_the_buttons_say_what_is_on(page: Page) -> None:
    empty(page)
    bold = page.get_by_role("button", name="Bold").first
    expect(bold).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("Control+b")
    expect(bold).to_have_attribute("aria-pressed", "true")


def test_who_writes_before_the_editor_is_there_goes_on_writing_in_it(visitor: Visitor) -> None:
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    visitor.page.route("**/django_prose_editor/editor*.js", hold)
    with visitor.page.expect_request("**/django_prose_editor/editor*.js"):
        page = visitor.open(PAGE)
    page.get_by_label(STORY).fill("Ni")
    waiting[0].continue_()
    expect(editor(page)).to_be_focused()
    page.keyboard.type("ght rounds")

    assert sent(page) == "<p>Night rounds</p>"


def test_the_label_leads_to_the_text(page: Page) -> None:
    page.get_by_text(STORY).click()

    expect(editor(page)).to_be_focused()


def test_nothing_written_is_nothing(page: Page) -> None:
    empty(page)

    assert page.locator("textarea[name=story]").input_value() == ""


def test_what_is_pasted_from_elsewhere_loses_what_is_not_text(visitor: Visitor, page: Page) -> None:
    empty(page)
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          const image = `<img src="https://evil.example/x">`;
          data.setData("text/html", `<h1 style="color:red">A</h1><p class="Mso">b${image}</p>`);
          const paste = new ClipboardEvent("paste", {clipboardData: data, bubbles: true});
          document.activeElement.dispatchEvent(paste);
        }"""
    )

    assert page.locator("textarea[name=story]").input_value() == "<p>A</p><p>b</p>"
    assert [told for told in visitor.heard() if "img-src" in told] == []


def test_without_scripts_there_is_a_box(browser: Browser, portal: str) -> None:
    with visiting(browser, portal, scripts=False) as visitor:
        page = visitor.open(PAGE)
        box = page.get_by_label(STORY)
        expect(box).to_be_editable()
        assert "<h3>" in box.input_value()


def test_a_browser_finds_no_harm_in_what_was_hostile(page: Page, visitor: Visitor) -> None:
    for written in HOSTILE:
        assert page.evaluate(UNWELCOME, [safe_html(written), True]) == [], written

    assert visitor.heard() == []


def test_a_browser_finds_the_harm_in_what_is_not_cleaned(page: Page) -> None:
    found = [written for written in HOSTILE if page.evaluate(UNWELCOME, [written, False])]

    assert len(found) >= 60

"""Each browser guard catches the fault it is about, planted in an otherwise sound page."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.accessible import inspect
from tests.browser.chromium import executable
from tests.browser.journey import Journey
from tests.browser.planted import planted_page

SOUND = "<p>Here one can read about boats.</p><a href='/boats/'>All boats</a>"


def test_a_sound_page_has_no_faults(browser: Browser) -> None:
    with planted_page(browser, SOUND) as visitor:
        assert inspect(visitor.page) == []
        assert visitor.heard() == []


@pytest.mark.parametrize(
    ("main", "look", "fault"),
    [
        ("<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>", "", "image-alt"),
        ("<button></button>", "", "button-name"),
        ("<p id='a'>x</p><label for='b'>x</label><input aria-labelledby='zz'>", "", "label"),
        ("<h4>Too deep</h4>", "", "heading-order"),
        ("<p class='pale'>Pale</p>", ".pale { color: #aaa; }", "color-contrast"),
        (
            "<p class='pale'>Pale at night</p>",
            "@media (prefers-color-scheme: dark) { .pale { color: #333; } }",
            "1280 px, dark",
        ),
        (
            "<p class='pale'>Pale on phones</p>",
            "@media (max-width: 400px) { .pale { color: #bbb; } }",
            "360 px",
        ),
        (
            "<a href='/a/'>a</a><a href='/b/'>b</a>",
            "a { padding: 0; width: 12px; height: 12px; overflow: hidden; font-size: 9px; }",
            "target-size",
        ),
        ("<p class='wide'>Wide</p>", ".wide { width: 340px; }", "overflow"),
    ],
)
def test_a_planted_fault_is_found(browser: Browser, main: str, look: str, fault: str) -> None:
    with planted_page(browser, main, look=look) as visitor:
        assert any(fault in found for found in inspect(visitor.page))


def test_a_colour_that_fades_is_measured_when_it_has_settled(browser: Browser) -> None:
    slow = "* { transition: color 60s; }"
    with planted_page(browser, SOUND, look=slow) as visitor:
        assert inspect(visitor.page) == []


@pytest.mark.parametrize(
    ("main", "files", "complaint"),
    [
        ("<p style='color: red'>x</p>", {}, "style-src-attr refused inline"),
        ("<script>document.title = 'x'</script>", {}, "script-src-elem refused inline"),
        (
            "<img src='https://elsewhere.invalid/a.png' alt=''>",
            {},
            "img-src refused https://elsewhere.invalid",
        ),
        ("<script src='/a.js'></script>", {"/a.js": "throw new Error('leaking')"}, "a script fails: leaking"),
        ("<script src='/a.js'></script>", {"/a.js": "console.error('sinking')"}, "the console: sinking"),
        ("<script src='/borte.js'></script>", {}, "the console: Failed to load resource"),
    ],
)
def test_what_the_browser_complains_of_is_heard(
    browser: Browser, main: str, files: dict[str, str], complaint: str
) -> None:
    with planted_page(browser, main, files=files) as visitor:
        assert any(complaint in heard for heard in visitor.heard())


def test_a_journey_comes_where_the_keyboard_leads(browser: Browser) -> None:
    files = {"/boats/": "<!doctype html><title>b</title><h1>Boats at sea</h1>"}
    with planted_page(browser, SOUND, files=files) as visitor:
        Journey(visitor.page).tab_to("All boats").press("Enter").is_at("/boats/").sees("Boats at sea")


def test_a_focus_nobody_sees_is_caught(browser: Browser) -> None:
    unseen = pytest.raises(AssertionError, match="Nobody can see that “All boats” has focus")
    with planted_page(browser, SOUND, look="a:focus { outline: none; }") as visitor, unseen:
        Journey(visitor.page).tab_to("All boats")


def test_a_focus_outside_the_window_is_caught(browser: Browser) -> None:
    outside = pytest.raises(AssertionError, match="“All boats” has focus outside the window")
    with planted_page(browser, SOUND, look="a { position: fixed; left: -999px; }") as visitor, outside:
        Journey(visitor.page).tab_to("All boats")


def test_a_link_the_keyboard_can_t_reach_is_caught(browser: Browser) -> None:
    unreachable = f"{SOUND}<span role='link'>Oars</span>"
    never = pytest.raises(AssertionError, match=r"Tab never comes to “Oars”\. It stops at: All boats")
    with planted_page(browser, unreachable) as visitor, never:
        Journey(visitor.page).tab_to("Oars")


def test_without_a_browser_the_suite_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(AssertionError, match="apt-get install chromium"):
        executable()

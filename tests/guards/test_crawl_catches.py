"""Each rule of a page catches the fault it is about, and lets a sound site be."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.guards.crawl import PER_PATH, PER_ROUTE, Answer, Crawl, in_language
from tests.guards.page_rules import (
    RULES,
    dead_fragments,
    dead_links,
    foreign_cookies,
    inline_code,
    missing_headers,
    missing_in_a_language,
    server_errors,
    titles_alike,
    wrong_language,
    wrong_outline,
)
from tests.guards.planted import SOUND_HEADERS, answer, crawled, html

pytestmark = pytest.mark.urls("tests.guards.planted_urls")
SOUND_POLICY = SOUND_HEADERS["content-security-policy"]
Rule = Callable[[Crawl], Iterator[str]]

SOUND: dict[str, Answer | str] = {
    "/": html("<a href='/om/#lag'>Om</a><a href='#innhold'>Innhold</a><a href='mailto:a@b.no'>Skriv</a>"),
    "/om/": html("<h2 id='lag'>Laget</h2><a href='..'>Hjem</a>", title="Om"),
}

PLANTED: list[tuple[Rule, dict[str, Answer | str], str]] = [
    (server_errors, {"/": html("<a href='/x/'>x</a>"), "/x/": answer("", 500)}, "/x/ answers 500"),
    (dead_links, {"/": html("<a href='/borte/'>x</a>")}, "/ links to /borte/, which answers 404"),
    (
        dead_links,
        {"/": html("<img src='/static/x.svg' alt=''>")},
        "/ links to /static/x.svg, which answers 404",
    ),
    (
        dead_links,
        {"/": html("<a href='/x/'>x</a>"), "/x/": answer("", 302, location="/y/")},
        "/x/ links to /y/, which answers 404",
    ),
    (
        dead_links,
        {"/": html("<a href='/lukket/'>x</a>"), "/lukket/": answer(html("", title="Nei"), 403)},
        "/ links to /lukket/, which answers 403",
    ),
    (dead_fragments, {"/": html("<a href='#borte'>x</a>")}, "/ links to #borte, which is not on /"),
    (
        dead_fragments,
        {"/": html("<a href='/om/#borte'>x</a>"), "/om/": html("", title="Om")},
        "/ links to #borte, which is not on /om/",
    ),
    (wrong_language, {"/": html("", lang="en")}, "/ says lang=“en”, not “nb”"),
    (wrong_outline, {"/": html("<h1>To</h1>")}, "/ has 2 h1, not one"),
    (wrong_outline, {"/": "<html lang='nb'><title>T</title><h1>x</h1></html>"}, "/ has 0 main, not one"),
    (
        titles_alike,
        {"/": html("<a href='/om/'>x</a>"), "/om/": html("")},
        "/ and /om/ are all titled “A page”",
    ),
    (titles_alike, {"/": html("", title="")}, "/ has no title"),
    (
        inline_code,
        {"/": html("<p style='color: red'>x</p>")},
        "/ has style= on <p>, which the content security policy forbids",
    ),
    (inline_code, {"/": html("<button onclick='x()'>x</button>")}, "/ has onclick= on <button>"),
    (inline_code, {"/": html("<script>x()</script>")}, "/ has an inline <script>"),
    (inline_code, {"/": html("<svg><style>a {}</style></svg>")}, "/ has a <style> element"),
    (inline_code, {"/": html("<a href='javascript:x()'>x</a>")}, "/ has a javascript: address on <a>"),
    (foreign_cookies, {"/": answer(html(""), cookies=frozenset({"_ga"}))}, "/ sets the cookie _ga"),
    (
        missing_headers,
        {"/": answer(html(""), policy=f"{SOUND_POLICY}; script-src 'unsafe-inline'")},
        "/ has a content security policy with unsafe-",
    ),
    (
        missing_headers,
        {"/": answer(html(""), policy="default-src 'none'")},
        "/ may be framed: its policy lacks frame-ancestors 'none'",
    ),
]


def test_a_sound_site_keeps_every_rule() -> None:
    assert [fault for rule in RULES for fault in rule(crawled(SOUND))] == []


@pytest.mark.parametrize(("rule", "pages", "fault"), PLANTED)
def test_a_planted_fault_is_named(rule: Rule, pages: dict[str, Answer | str], fault: str) -> None:
    found = list(rule(crawled(pages)))
    assert len(found) == 1
    assert found[0].startswith(fault)


@pytest.mark.parametrize("name", sorted(SOUND_HEADERS.keys() - {"content-type"}))
def test_a_header_left_out_is_named(name: str) -> None:
    lacking = Answer(200, SOUND_HEADERS | {name: ""}, html("").encode())
    (fault,) = missing_headers(crawled({"/": lacking}))
    assert fault.startswith(f"/ has no {name}")


def test_a_page_missing_in_a_language_is_named() -> None:
    def front(language: str, *links: str) -> dict[str, Answer | str]:
        main = "".join(f"<a href='{link}'>x</a>" for link in links)
        pages: dict[str, Answer | str] = {link: html("", title=link, lang=language) for link in links}
        return pages | {in_language("/", language): html(main, lang=language)}

    crawls = [
        crawled(front("nb", "/boats/1/", "/signal/")),
        crawled(front("nn", "/nn/boats/1/"), "nn"),
        crawled(front("en"), "en"),
    ]
    assert list(missing_in_a_language(crawls)) == [
        "/en/boats/1/ is not reached, and /boats/1/ is in another language",
    ]


def test_every_rule_has_a_planted_fault() -> None:
    assert {rule for rule, _pages, _fault in PLANTED} == set(RULES)


def test_pages_are_found_by_following_links() -> None:
    site: dict[str, Answer | str] = {
        "/": html("<svg><a xlink:href='/a/'>a</a></svg><a href='https://example.org/'>ut</a>"),
        "/a/": html("<a href='b/?q=1#svar'>b</a>", title="A"),
        "/a/b/?q=1": html("<p id='svar'>Her</p>", title="B"),
    }
    assert set(crawled(site).answers) == {"/", "/a/", "/a/b/?q=1"}


def test_another_language_is_another_crawl() -> None:
    site: dict[str, Answer | str] = {
        "/": html("<a href='/nn/' hreflang='nn'>Nynorsk</a><a href='/en/om/'>About</a>"),
        "/nn/": html("<a href='/nn/om/'>Om</a>", lang="nn"),
    }
    assert set(crawled(site).answers) == {"/"}


def test_endless_questions_are_tried_a_few_times_only() -> None:
    facets = "".join(f"<a href='/?tema={n}'>{n}</a>" for n in range(50))
    assert len(crawled({"/": html(facets)}).answers) == PER_PATH


def test_endless_years_are_tried_a_few_times_only() -> None:
    years = "".join(f"<a href='/boats/{n}/'>{n}</a>" for n in range(50))
    assert len(crawled({"/": html(years)}).answers) == 1 + PER_ROUTE


def test_pages_alike_but_for_words_and_repetition_have_one_skeleton() -> None:
    def skeleton(main: str) -> int:
        return crawled({"/": html(main)}).pages["/"].skeleton

    assert skeleton("<ul><li>a</li></ul>") == skeleton("<ul><li>b</li><li>c</li></ul>")
    assert skeleton("<dl><dt>a</dt><dd>b</dd></dl>") == skeleton(
        "<dl><dt>a</dt><dd>b</dd><dt>c</dt><dd>d</dd></dl>"
    )
    assert skeleton("<a href='x'>a</a>") != skeleton("<a href='x'></a>")
    assert skeleton("<p class='a'>a</p>") != skeleton("<p>a</p>")

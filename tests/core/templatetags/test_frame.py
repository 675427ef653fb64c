"""The frame of the page: its menu, and the way to the same page in another language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.checks.registry import registry
from django.test import RequestFactory, override_settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from portal.core import navigation
from portal.core.context import page_languages
from portal.core.navigation import MenuItem, menu, register

pytestmark = pytest.mark.urls("tests.core.templatetags.frame_urls")


@pytest.fixture(autouse=True)
def own_menu() -> Iterator[None]:
    """A menu of the test's own; the site's is put back afterwards."""
    kept = dict(navigation._items)
    navigation._items.clear()
    navigation._links.cache_clear()
    yield
    navigation._items.clear()
    navigation._items.update(kept)
    navigation._links.cache_clear()


def test_the_page_in_another_language_keeps_path_and_query() -> None:
    request = RequestFactory().get("/nn/arshjul/2027/?slag=mote")
    with override("nn"):
        bokmaal, nynorsk, english = page_languages(request)
    assert bokmaal.url == "/arshjul/2027/?slag=mote"
    assert nynorsk.url == "/nn/arshjul/2027/?slag=mote"
    assert english.url == "/en/arshjul/2027/?slag=mote"
    assert [bokmaal.current, nynorsk.current, english.current] == [False, True, False]
    assert english.absolute.endswith("/en/arshjul/2027/")
    assert "?" not in english.absolute


def test_a_path_that_begins_like_a_language_is_not_one() -> None:
    request = RequestFactory().get("/english-courses/")
    with override("nb"):
        assert page_languages(request)[2].url == "/en/english-courses/"


def test_languages_are_named_in_themselves() -> None:
    with override("en"):
        names = [language.name for language in page_languages(RequestFactory().get("/en/"))]
    assert names == ["Bokmål", "Nynorsk", "English"]


def test_the_menu_stands_in_order_and_marks_where_one_is() -> None:
    register(MenuItem(label="Wheel", url_name="wheel", order=2))
    register(MenuItem(label="About", url_name="about", order=1))
    with override("nb"):
        links = menu("main", reverse("wheel") + "2027/")
        assert [(link.label, link.current) for link in links] == [("About", ""), ("Wheel", "true")]
        assert menu("main", reverse("wheel"))[1].current == "page"


def test_the_menu_leads_to_pages_in_the_language_of_the_page() -> None:
    register(MenuItem(label="Wheel", url_name="wheel"))
    with override("en"):
        assert menu("main", "/en/")[0].url.startswith("/en/")
    with override("nb"):
        assert not menu("main", "/")[0].url.startswith("/en/")


def test_a_menu_entry_that_leads_nowhere_is_found_by_the_system_check() -> None:
    register(MenuItem(label="Lost", url_name="no_such_page"))
    assert [problem.id for problem in navigation.check_menu()] == ["core.E001"]
    assert navigation.check_menu in registry.get_checks()


def test_a_menu_entry_that_leads_nowhere_takes_no_page_down_in_production() -> None:
    register(MenuItem(label="Lost", url_name="no_such_page"))
    register(MenuItem(label="Wheel", url_name="wheel"))
    assert [link.label for link in menu("main", "/")] == ["Wheel"]


@override_settings(DEBUG=True)
def test_a_menu_entry_that_leads_nowhere_is_loud_while_building() -> None:
    register(MenuItem(label="Lost", url_name="no_such_page"))
    with pytest.raises(NoReverseMatch):
        menu("main", "/")

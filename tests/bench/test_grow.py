"""What the bench asks for among what it filled in."""

from __future__ import annotations

import pytest

from portal.core.models.thread import Relation, Thread, ThreadLink
from portal.core.text import Text
from portal.core.workflows.fill import fill
from portal.core.workflows.thread import link
from tests.bench.findings import Filled
from tests.bench.grow import chain, misspell, project_that_led_to_most, words_to_ask_for
from tests.bench.pages import growing_pages
from tests.projects.factories import NeedFactory, ProjectFactory, ResultFactory


@pytest.mark.django_db
@pytest.mark.usefixtures("partnership")
def test_the_common_word_stands_in_many_rows_and_the_rare_one_in_few() -> None:
    fill(300)
    common, rare = words_to_ask_for()
    texts = [f"{thread.title} {thread.lead}".lower() for thread in Thread.objects.public().live()]
    assert sum(common in text for text in texts) > len(texts) / 3
    assert 0 < sum(rare in text for text in texts) < len(texts) / 20


def test_a_misspelt_word_has_the_same_letters_in_another_order() -> None:
    assert misspell("skolevei") == "skolveei"
    assert misspell("access") != "access"


@pytest.mark.django_db
@pytest.mark.usefixtures("partnership")
def test_the_thing_whose_page_is_measured_has_a_thread_on_both_sides() -> None:
    fill(60)
    address = chain()
    thread = Thread.objects.get(address=address)
    assert ThreadLink.objects.filter(later=thread).exists()
    assert ThreadLink.objects.filter(earlier=thread).exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("partnership")
def test_the_project_whose_page_is_measured_is_the_one_that_led_to_most() -> None:
    small, large = ProjectFactory.create_batch(2, state="shelved", learned=Text(nb="Spør først."))
    for earlier, later in ((small, large), (large, NeedFactory.create()), (large, ResultFactory.create())):
        link(earlier.thread, later.thread, Relation.RESULTED)
    assert project_that_led_to_most() == large.get_absolute_url()


def test_deep_pages_are_within_what_there_is() -> None:
    pages = growing_pages(Filled(5000, 1000, "a", "b", "c", "/x/", "/y/", "/z/", "2027-1"))
    assert any(page.path.endswith("side=25") for page in pages)
    assert all(page.fresh or page.goal for page in pages)

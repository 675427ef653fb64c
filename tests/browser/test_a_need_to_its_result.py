"""From a need to what came of it, by everyone who has a part in it; and a visitor reads the whole thread."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect

from portal.core.clock import today
from tests.browser.hands import Hands, OnKeys, WithoutScripts
from tests.browser.test_invitation import holder_of
from tests.browser.test_running_the_wheel import ask
from tests.browser.visitor import visiting

QUESTIONS = {
    OnKeys: "Why do swimming lessons end before everybody can swim?",
    WithoutScripts: "Who notices when a hydrant freezes at night?",
}
STAFF = """
    SELECT u.email, u.name, coalesce(n.name->>'en', n.name->>'nb') FROM partnership_user u
    JOIN partnership_affiliation a ON a.user_id = u.id
    JOIN partnership_unit n ON n.id = a.unit_id JOIN partnership_partner p ON p.id = n.partner_id
    WHERE u.is_example AND p.kind = %s AND a.role = ANY(%s)
    AND NOT EXISTS (SELECT 1 FROM partnership_tenure t WHERE t.user_id = u.id)
    ORDER BY u.id
"""


@dataclass
class Walk:
    """One way through, and who goes it: example people of the partnership, by e-mail address and name."""

    browser: Browser
    portal: str
    way: type[Hands]
    faults: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    units: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        town = ask(STAFF, "municipality", ["employee", "leader"])
        first = town[0]
        second = next(row for row in town if row[2] != first[2])
        researcher = ask(STAFF, "university", ["supervisor"])[0]
        self.voicer, self.neighbour, self.researcher = first[0], second[0], researcher[0]
        self.names, self.units = [first[1], second[1], researcher[1]], [first[2], second[2]]
        self.team = holder_of(role="member", body="team")
        self.question = QUESTIONS[self.way]
        self.tail = self.question.split()[-1].rstrip("?")

    @contextmanager
    def as_(self, persona: str) -> Iterator[Hands]:
        with visiting(self.browser, self.portal, persona, scripts=self.way.scripts) as visitor:
            yield self.way(visitor, self.faults)


@pytest.mark.parametrize("way", [OnKeys, WithoutScripts])
def test_a_need_is_voiced_shared_picked_up_paid_for_and_told_of(
    browser: Browser, portal: str, way: type[Hands]
) -> None:
    walk = Walk(browser, portal, way)
    need = voice(walk)
    share(walk, need)
    project = set_up(walk, need)
    application = apply(walk, project)
    be_granted(walk, application)
    tell_what_came_of_it(walk, project)
    pass_on_a_lesson(walk, project)
    read_as_a_visitor(walk, need)
    assert not walk.faults, "\n".join(walk.faults)


def voice(walk: Walk) -> str:
    with walk.as_(walk.voicer) as hands:
        hands.open("/en/behov/")
        hands.follow("/en/behov/nytt/")
        hands.write("title", walk.question)
        hands.write("summary", "It happens every week, and nobody knows how often.")
        hands.write("better", "Somebody would know in time.")
        hands.send()
        if hands.page.locator("main [name=looked]").count():
            hands.send()
        expect(hands.page.get_by_role("heading", name=walk.question)).to_be_visible()
        return hands.path


def share(walk: Walk, need: str) -> None:
    with walk.as_(walk.neighbour) as hands:
        hands.open(need)
        hands.follow(f"{need}vi-ogsa/")
        hands.send()
        assert hands.path == need
    with walk.as_(walk.researcher) as hands:
        hands.open(need)
        hands.follow(f"{need}bidra/")
        hands.write("how", "Two master students and a set of sensors.")
        hands.send()
        expect(hands.page.get_by_text("Two master students")).to_be_visible()


def set_up(walk: Walk, need: str) -> str:
    """The team makes the need into a project and names its owners; it begins to apply for money."""
    with walk.as_(walk.team) as hands:
        hands.open(need)
        hands.follow("/en/prosjekter/nytt/?fra=need/")
        hands.write("title", f"Watching the {walk.tail}")
        hands.write("summary", "Sensors tell us what nobody sees.")
        hands.send()
        assert hands.path.endswith("/eiere/"), hands.path
        for owner, address in owners(walk):
            hands.write(owner, address)
        hands.send()
        project = hands.path
        hands.follow(f"{project}fase/apply/")
        hands.send()
        assert hands.path == project
        return project


def owners(walk: Walk) -> list[tuple[str, str]]:
    """The question for each required partner, in the order of the form, and who answers for it there."""
    rows = ask("SELECT key, kind FROM partnership_partner WHERE required ORDER BY position")
    by_kind = {"municipality": walk.voicer, "university": walk.researcher}
    return [(f"owner_{key}", by_kind[kind]) for key, kind in rows]


def apply(walk: Walk, project: str) -> str:
    """An owner registers an application; its deadline stands on the wheel of those inside."""
    deadline = today() + timedelta(days=60)
    with walk.as_(walk.researcher) as hands:
        hands.open(project)
        hands.follow(f"{project}soknad/")
        hands.write("title", f"Money for the {walk.tail}")
        hands.write("funder", "A research fund")
        hands.write("call", "Public sector")
        hands.choose_day("deadline", deadline)
        hands.write("sought", "1500000")
        hands.send()
        application = hands.path
    with walk.as_(walk.voicer) as hands:
        hands.open(f"/en/arshjul/{deadline.year}/")
        expect(hands.page.get_by_text(f"Money for the {walk.tail}").first).to_be_attached()
    return application


def be_granted(walk: Walk, application: str) -> None:
    with walk.as_(walk.researcher) as hands:
        hands.open(application)
        hands.follow(f"{application}send/")
        hands.send()
        hands.follow(f"{application}grant/")
        hands.write("granted", "1200000")
        hands.send()
        assert hands.path == application
        expect(hands.page.locator("main")).to_contain_text("granted")


def tell_what_came_of_it(walk: Walk, project: str) -> None:
    with walk.as_(walk.researcher) as hands:
        hands.open(project)
        hands.follow("/en/resultater/nytt/?fra=project/")
        hands.choose("kind", "service")
        hands.write("title", f"Nobody waits for the {walk.tail} any more")
        hands.write("summary", "It can be seen an hour before it happens.")
        hands.write("changed", "The watch is told in time.")
        hands.write("call", "The head of the watch, 00 00 00 00")
        hands.send()
        publish(hands)


def pass_on_a_lesson(walk: Walk, project: str) -> None:
    with walk.as_(walk.researcher) as hands:
        hands.open(project)
        hands.follow("/en/resultater/nytt/laerdom/?fra=project/")
        hands.write("title", f"Ask those who are out with the {walk.tail}")
        hands.write("summary", "They knew before we began.")
        hands.tick("about")
        hands.send()
        publish(hands)


def publish(hands: Hands) -> None:
    """Look the draft over, and let everyone read it."""
    expect(hands.page.locator("main")).to_contain_text("This is a draft")
    page = hands.path
    hands.follow(f"{page}publiser/")
    hands.send()
    assert hands.path == page
    expect(hands.page.locator("main")).not_to_contain_text("This is a draft")


def read_as_a_visitor(walk: Walk, need: str) -> None:
    with walk.as_("visitor") as hands:
        hands.open(need)
        thread = hands.page.locator(".uk-thread")
        for title in (
            "Watching the",
            "Money for the",
            "Nobody waits for the",
            "Ask those who are out with the",
        ):
            expect(thread.get_by_role("link", name=title).first).to_be_visible()
        words = hands.page.locator("main").inner_text()
    assert walk.units[1] in words
    assert "It is picked up." in words
    assert not [name for name in walk.names if name in words], "A visitor reads the name of an author."

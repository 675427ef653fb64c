"""From a task to what came of it, by everyone who has a part in it: unit, team, students and supervisor."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, expect

from portal.core.clock import today
from students.rules.semester import offered
from tests.browser.behind import personal_link, run_in
from tests.browser.hands import Hands, OnAMouse, OnKeys, WithoutScripts
from tests.browser.test_running_the_wheel import ask
from tests.browser.visitor import VISITOR, visiting

WAYS: list[type[Hands]] = [OnKeys, WithoutScripts, OnAMouse]
QUESTIONS = {
    OnKeys: "Why do lunch boxes come home full?",
    WithoutScripts: "Who waters the trees in a dry June?",
    OnAMouse: "Where do lost gloves end up?",
}
FELLOW = "fellow.{}@test.example"
ASKED = "The students need somebody to ask. Who supervises them?"
IN_SEPTEMBER = (
    "from datetime import UTC, datetime; from projects.workflows.result_use import ask_whether_used;"
    " ask_whether_used(datetime({year}, 9, 2, 6, tzinfo=UTC))"
)
PEOPLE = """
    SELECT u.email FROM partnership_user u
    JOIN partnership_affiliation a ON a.user_id = u.id
    JOIN partnership_unit n ON n.id = a.unit_id JOIN partnership_partner p ON p.id = n.partner_id
    WHERE u.is_example AND p.kind = %s AND a.role = %s
    AND NOT EXISTS (SELECT 1 FROM partnership_tenure t WHERE t.user_id = u.id)
    ORDER BY u.id
"""
AUTHOR_AND_LEADER = """
    SELECT u.email, l.email FROM partnership_user u
    JOIN partnership_affiliation a ON a.user_id = u.id AND a.role = 'employee'
    JOIN partnership_affiliation b ON b.unit_id = a.unit_id AND b.role = 'leader'
    JOIN partnership_user l ON l.id = b.user_id
    WHERE u.is_example AND l.is_example
    AND NOT EXISTS (SELECT 1 FROM partnership_tenure t WHERE t.user_id IN (u.id, l.id))
    ORDER BY u.id
"""
TEAM = """
    SELECT DISTINCT ON (p.id) u.email FROM partnership_user u JOIN partnership_tenure t ON t.user_id = u.id
    JOIN partnership_seat s ON s.id = t.seat_id JOIN partnership_body b ON b.id = s.body_id
    JOIN partnership_partner p ON p.id = s.partner_id
    WHERE b.kind = 'team' AND s.role = 'member' AND u.is_example ORDER BY p.id, u.id
"""


@dataclass
class Walk:
    """One way through, and who goes it: example people of the partnership, by e-mail address."""

    browser: Browser
    portal: str
    way: type[Hands]
    faults: list[str] = field(default_factory=list)
    answers: int = 0

    def __post_init__(self) -> None:
        number = WAYS.index(self.way)
        self.author, self.leader = ask(AUTHOR_AND_LEADER)[0]
        self.team, self.colleague = (email for (email,) in ask(TEAM)[:2])
        self.supervisor = ask(PEOPLE, "university", "supervisor")[0][0]
        students = [email for (email,) in ask(PEOPLE, "university", "student")]
        self.student, self.other = students[number], students[number + 1]
        self.fellow = FELLOW.format(number)
        self.question = QUESTIONS[self.way]
        self.work_title = f"An answer: {self.question.rstrip('?').lower()}"
        self.used = f"We have done as they said about {self.question.split()[-1].rstrip('?')}."

    @contextmanager
    def as_(self, persona: str) -> Iterator[Hands]:
        with visiting(self.browser, self.portal, persona, scripts=self.way.scripts) as visitor:
            yield self.way(visitor, self.faults)

    @contextmanager
    def by_link(self, address: str, kind: str) -> Iterator[Hands]:
        """Somebody who opens the personal link of the last such mail, and is not signed in."""
        with self.as_(VISITOR) as hands:
            hands.open(personal_link(self.portal, address, kind))
            yield hands


@pytest.mark.parametrize("way", WAYS)
def test_a_task_is_posted_checked_taken_delivered_and_told_of(
    browser: Browser, portal: str, way: type[Hands]
) -> None:
    walk = Walk(browser, portal, way)
    task = post(walk)
    confirm(walk, task)
    give_back(walk, task)
    mend(walk, task)
    publish(walk, task)
    show_interest(walk, task)
    offer_and_accept(walk, task)
    everyone_else_is_told(walk, task)
    work = begin(walk, task)
    deliver(walk, work)
    agree_to_show_it(walk, work)
    result = read_as_a_visitor(walk, task)
    say_whether_it_was_used(walk, result)
    assert not walk.faults, "\n".join(walk.faults)


def post(walk: Walk) -> str:
    """Ten minutes and a problem; gives the address of the task."""
    with walk.as_(walk.author) as hands:
        hands.open("/en/studentoppgaver/")
        hands.follow("/en/studentoppgaver/ny/")
        hands.write("title", walk.question)
        hands.write("summary", "It happens every week, and nobody knows why.")
        hands.write("learn", "What to do about it before the summer.")
        hands.pick("semester", offered(today())[-1].key)
        hands.pick("data_need", "none")
        hands.send()
        assert hands.path.endswith("/utkast/"), hands.path
        expect(hands.page.get_by_role("heading", name=walk.question)).to_be_visible()
        hands.send()
        expect(hands.page.get_by_text("The leader of the unit has got a mail.")).to_be_visible()
        return hands.path.removesuffix("utkast/")


def confirm(walk: Walk, task: str) -> None:
    """By the personal link of the mail, without signing in; the leader's own page says it too."""
    with walk.as_(walk.leader) as hands:
        hands.open("/en/min-side/")
        expect(hands.page.locator(f'main a[href="{task}leder/"]').first).to_be_visible()
    with walk.by_link(walk.leader, "students.leader_asked") as hands:
        hands.send()
        expect(hands.page.locator("main [name=answer]")).to_have_count(0)


def give_back(walk: Walk, task: str) -> None:
    with walk.as_(walk.team) as hands:
        hands.open("/en/studentoppgaver/kontroll/")
        hands.follow(f"{task}kontroll/")
        hands.unfold("What nobody has answered")
        hands.unfold("Comment on “Supervisor”")
        hands.write("comment-supervisor", ASKED)
        hands.press("main button[value=return]")
        expect(hands.page.get_by_text("The task is returned.")).to_be_visible()


def mend(walk: Walk, task: str) -> None:
    """The comment stands at the question it is about, and what the leader said still holds."""
    with walk.as_(walk.author) as hands:
        hands.open(f"{task}utkast/")
        hands.follow(f"{task}endre/")
        expect(hands.page.get_by_text(ASKED)).to_be_visible()
        hands.write("supervisor_email", walk.supervisor)
        hands.send()
        hands.send()
        expect(hands.page.get_by_text("The task is sent to quality check.").first).to_be_visible()


def publish(walk: Walk, task: str) -> None:
    """Two of the team look at it, from different partners; then everyone can read it."""
    for member, answer in ((walk.team, "look"), (walk.colleague, "publish")):
        with walk.as_(member) as hands:
            hands.open("/en/studentoppgaver/kontroll/")
            hands.follow(f"{task}kontroll/")
            hands.press(f"main button[value={answer}]")
    with walk.as_(VISITOR) as hands:
        hands.open(task)
        expect(hands.page.get_by_text("Open: you can show interest until")).to_be_visible()


def show_interest(walk: Walk, task: str) -> None:
    """A group, whose member says yes by a link in the mail; and one alone."""
    with walk.as_(walk.student) as hands:
        hands.open(task)
        hands.follow(f"{task}interesse/")
        hands.write("angle", "We want to ask those who are there every day.")
        hands.unfold("We are a group")
        hands.write("group_name", "Early birds")
        hands.write("name_1", "Fellow Example")
        hands.write("email_1", walk.fellow)
        hands.send()
        expect(hands.page.get_by_text("Your interest is registered.")).to_be_visible()
    with walk.by_link(walk.fellow, "students.group_member") as hands:
        hands.press("main form button")
    with walk.as_(walk.other) as hands:
        hands.open(task)
        hands.follow(f"{task}interesse/")
        hands.write("angle", "I want to count before anybody asks.")
        hands.send()


def offer_and_accept(walk: Walk, task: str) -> None:
    with walk.as_(walk.author) as hands:
        hands.open(task)
        hands.follow(f"{task}interesser/")
        hands.press(f'main form[action="{task}interesser/{interest_of(walk, walk.student)}/"] [value=offer]')
        expect(hands.page.get_by_text("The task is offered.")).to_be_visible()
    walk.answers = answers_to(walk)
    with walk.as_(walk.student) as hands:
        hands.open(task)
        hands.follow("/en/studentoppgaver/mine/")
        number = interest_of(walk, walk.student)
        hands.press(f'main form[action="/en/studentoppgaver/mine/{number}/"] [value=accept]')
        expect(hands.page.get_by_text("The task is yours.")).to_be_visible()


def interest_of(walk: Walk, student: str) -> int:
    [(number,)] = ask(
        "SELECT i.id FROM students_interest i JOIN students_studenttask t ON t.id = i.task_id"
        " JOIN partnership_user u ON u.id = i.by_id WHERE u.email = %s AND t.title->>'en' = %s",
        student,
        walk.question,
    )
    return int(number)


def answers_to(walk: Walk) -> int:
    """How many mails the other student has got about their interest."""
    [(number,)] = ask(
        "SELECT count(*) FROM core_outboxmessage WHERE address = %s AND kind = %s AND text LIKE %s",
        walk.other,
        "students.interest_answered",
        f"%{walk.question}%",
    )
    return int(number)


def everyone_else_is_told(walk: Walk, task: str) -> None:
    """Its only place is taken: the page says so, and the other group is on the waiting list."""
    with walk.as_(walk.other) as hands:
        hands.open("/en/studentoppgaver/mine/")
        mine = hands.page.locator("section.interest", has_text=walk.question)
        expect(mine).to_contain_text("on the waiting list")
    assert answers_to(walk) == walk.answers + 1
    with walk.as_(VISITOR) as hands:
        hands.open(task)
        expect(hands.page.get_by_text("All places are taken").first).to_be_visible()


def begin(walk: Walk, task: str) -> str:
    """The supervisor approves, the unit records the agreement; gives the address of the work."""
    with walk.as_(walk.supervisor) as hands:
        hands.open(task)
        hands.follow(f"{task}arbeid/")
        work = hands.path
        hands.follow(f"{work}godkjenn/")
        hands.send()
    with walk.as_(walk.author) as hands:
        hands.open(work)
        hands.follow(f"{work}avtale/")
        hands.choose_day("agreement_on", today())
        hands.write("agreement_ref", "26/1234-5")
        hands.send()
        hands.follow(f"{work}start/")
        hands.send()
        assert hands.path == work
        return work


def deliver(walk: Walk, work: str) -> None:
    with walk.as_(walk.author) as hands:
        hands.open(work)
        hands.follow(f"{work}levering/")
        hands.write("title", walk.work_title)
        hands.write("found", "Those who are there every day knew it all along.")
        hands.write("delivered_url", f"10.5555/walk.{WAYS.index(walk.way)}")
        hands.send()
        assert hands.path == work


def agree_to_show_it(walk: Walk, work: str) -> None:
    """Each of the group says yes; before the last has, nobody else reads it."""
    with walk.as_(walk.student) as hands:
        hands.open(work)
        hands.follow("/en/studentoppgaver/samtykke/")
        hands.pick("answer", "now")
        hands.send()
    assert not published(walk)
    with walk.by_link(walk.fellow, "students.work_consent") as hands:
        hands.pick("answer", "now")
        hands.send()
    assert published(walk)


def published(walk: Walk) -> list[tuple[object, ...]]:
    return ask(
        "SELECT r.slug FROM projects_result r WHERE r.state = 'published' AND r.title->>'en' = %s",
        walk.work_title,
    )


def read_as_a_visitor(walk: Walk, task: str) -> str:
    """Nobody of the group is named; gives the address of the result."""
    with walk.as_(VISITOR) as hands:
        hands.open(task)
        thread = hands.page.locator(".uk-thread")
        result = str(thread.get_by_role("link", name=walk.work_title).first.get_attribute("href"))
        hands.open(result)
        expect(hands.page.get_by_role("heading", name=walk.work_title)).to_be_visible()
        assert "Fellow Example" not in hands.page.locator("body").inner_text()
        return result


def say_whether_it_was_used(walk: Walk, result: str) -> None:
    run_in(walk.portal, IN_SEPTEMBER.format(year=today().year + 1))
    with walk.by_link(walk.author, "projects.result_use") as hands:
        hands.pick("answer", "used")
        hands.write("why", walk.used)
        hands.send()
    with walk.as_(VISITOR) as hands:
        hands.open(result)
        expect(hands.page.get_by_text(walk.used)).to_be_visible()

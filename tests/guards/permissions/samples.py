"""Things the table's addresses are about: one of each whose rights differ (own, others', draft, closed)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from allauth.usersessions.models import UserSession

from events.models import Entry
from portal.core.clock import today
from portal.core.models import DemoMail, OutboxMessage
from portal.core.queries.published import IN_A_FILE
from portal.core.text import Text
from portal.core.workflows.outbox import enqueue
from portal.partnership.models import Body, User
from portal.partnership.rules.new_address import NewAddress, new_address_token
from portal.partnership.rules.unsubscribe import unsubscribe_token
from portal.partnership.workflows.calendar_key import give_calendar_key
from portal.partnership.workflows.invitation import invite
from projects.rules.result_use import UseLink, use_token
from students.rules.interest_link import member_token
from students.rules.leader_link import leader_token
from students.workflows.post import send
from students.workflows.saved import save_search
from tests.cast import Cast
from tests.core.files import pdf, picture, stored
from tests.core.outbox_mail import mail as mail_to_be
from tests.events.factories import ActivityFactory, EntryFactory, PreparationFactory
from tests.partnership.factors import give_passkey
from tests.partnership.inviting import a_unit, asked, sent, token_of
from tests.projects.factories import (
    ApplicationFactory,
    ExchangeFactory,
    NeedFactory,
    ProjectFactory,
    ResultFactory,
    owned,
)
from tests.students.checking import waiting
from tests.students.posting import draft_of
from tests.students.showing import open_task, shown
from tests.students.working import DELIVERED, links_of, task_of, work_on


def samples(cast: Cast) -> Mapping[str, str]:
    """Make the things, and give what stands for each of them in an address."""
    mail = DemoMail.objects.create(
        sender="a@test.example", recipients=cast.employee.email, subject="x", text="x"
    )
    enqueue(mail_to_be())
    return {
        "activity": ActivityFactory.create(key="et-mote").key,
        "mail": str(mail.pk),
        "outbox_mail": str(OutboxMessage.objects.get(object_key="thing:1").pk),
        "own_calendar": give_calendar_key(by=cast.secretary).secret,
        "no_calendar": "finnes-ikke",
        "date": str(EntryFactory.create(audience="steering").pk),
        "prepared": str(_prepared_by_the_leader().pk),
        "absence": str(
            cast.employee.absences.create(first_day=date(2027, 3, 1), last_day=date(2027, 3, 8)).pk
        ),
        "new_address": new_address_token(
            NewAddress(cast.employee.pk, cast.employee.email, "new@test.example")
        ),
        "way_out": unsubscribe_token(cast.employee.pk, "wheel.reminder"),
        "site_map_file": str(EntryFactory.create().thread_id // IN_A_FILE),
        "passkey": str(give_passkey(cast.employee).pk),
        "session": str(_session_of(cast.employee).pk),
        "saved_search": str(save_search(by=cast.employee, name="Vann", query="q=vann").pk),
        "hidden": str(EntryFactory.create(shown_to="governance").pk),
        **_people(cast),
        **_tasks(cast),
        **_interest(cast),
        **_work(cast),
        **_applications(cast),
        "need": NeedFactory.create(made_by=cast.employee).slug,
        **_project(cast),
        **_results(cast),
        **_files(),
    }


def _tasks(cast: Cast) -> dict[str, str]:
    """The employee's draft, which the leaders of the unit are asked about."""
    task = draft_of(cast.employee, deadline=today() + timedelta(days=30))
    send(task, by=cast.employee, seen=task.version)
    assert task.asked_leader_at is not None
    link = leader_token(task.pk, cast.unit_leader.pk, task.asked_leader_at)
    return {"task_draft": task.slug, "leader_link": link, "task_in_check": waiting(cast).slug}


def _interest(cast: Cast) -> dict[str, str]:
    """The employee's open task, the student's interest in it, and the link of somebody named in the group."""
    task = open_task(cast, deadline=today() + timedelta(days=30))
    interest = shown(task, cast.student, fellows=("kari@test.example",))
    member = interest.members.get()
    return {
        "task_open": task.slug,
        "interest": str(interest.pk),
        "member_link": member_token(member.pk, member.email),
    }


def _work(cast: Cast) -> dict[str, str]:
    """The student's work on a task of the employee's, delivered; and the student's own link."""
    task = task_of(cast)
    under_way = work_on(task, cast, "in_progress")
    done = work_on(task_of(cast), cast, "delivered", **DELIVERED)
    link = links_of(done)[cast.student.name].rstrip("/").rpartition("/")[2]
    return {"task_work": f"{task.slug}/arbeid/{under_way.pk}", "consent_link": link}


def _session_of(user: User) -> UserSession:
    """A session on another device of theirs."""
    return UserSession.objects.create(user=user, ip="192.0.2.1", session_key="elsewhere", user_agent="x")


def _people(cast: Cast) -> dict[str, str]:
    """A proposal that waits, an invitation that is out, and what the secretary and the employee hold."""
    held = cast.secretary.tenures.select_related("seat").get()
    proposal = invite(asked(), by=cast.team_university).invitation
    return {
        "person": str(cast.employee.pk),
        "proposal": str(proposal.pk),
        "invitation": token_of(sent(unit=a_unit())),
        "seat": held.seat.key,
        "tenure": str(held.pk),
        "place": str(cast.employee.affiliations.get().pk),
    }


def _project(cast: Cast) -> dict[str, str]:
    """A project that is running and the employee's at every partner, with a piece of news."""
    project = owned(ProjectFactory.create(), cast.employee)
    project.state = "running"
    project.save()
    return {"project": project.slug, "news": str(project.news.create(text=Text(nb="Nytt")).pk)}


def _applications(cast: Cast) -> dict[str, str]:
    """An application of an idea of the employee's, and what the supervisor has announced."""
    application = ApplicationFactory.create(project=ProjectFactory.create(made_by=cast.employee))
    return {
        "applying": application.project.slug,
        "application": application.slug,
        "exchange": ExchangeFactory.create(made_by=cast.supervisor).slug,
    }


def _results(cast: Cast) -> dict[str, str]:
    """What the employee answers for, published and as a draft, and the question whether it was used."""
    result = ResultFactory.create(contact=cast.employee)
    return {
        "result": result.slug,
        "draft_result": ResultFactory.create(contact=cast.employee, state="draft").slug,
        "use_link": use_token(UseLink(result.pk, today().year, cast.employee.pk)),
    }


def _files() -> dict[str, str]:
    """A document and a picture for everyone, and one of each that belongs to what isn't public."""
    idea = ProjectFactory.create()
    shelved = ProjectFactory.create(state="shelved", learned=Text(nb="x"))
    documents = [project.documents.create(file=stored(pdf()), label="x").file for project in (idea, shelved)]
    of_idea, of_all = (one.get_absolute_url().removeprefix("/filer/") for one in documents)
    shown, hidden = stored(picture()), stored(picture())
    ResultFactory.create(picture=shown)
    ResultFactory.create(picture=hidden, state="draft")
    return {
        "idea_file": of_idea,
        "open_file": of_all,
        "open_picture": str(shown.key),
        "draft_picture": str(hidden.key),
    }


def _prepared_by_the_leader() -> Entry:
    """A date whose check list has a point that is the steering group's leader's."""
    steering = Body.objects.get(kind="steering")
    point = PreparationFactory.create(owner_body=steering, owner_role="leader")
    return EntryFactory.create(activity=point.activity)

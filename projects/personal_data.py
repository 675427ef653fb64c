"""What needs, projects, exchanges and results keep about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.core.personal_data import (
    Basis,
    PersonalData,
    Purpose,
    Stay,
    declare_impersonal,
    fields_of,
    personal_data,
)

WRITTEN = ("Need", "Project", "Application", "Exchange", "Result")
AUTHORED = (
    *("thread", "slug", "title", "summary", "themes", "state", "is_example", "version"),
    *("created_at", "updated_at", "moved_at"),
)
FOR_GOOD = _("As long as the portal is in use; without your name once the account is erased.")
PUBLIC = _("Everyone.")


def register_personal_data() -> None:
    register_written()
    register_projects()
    declare_impersonal(
        "tells of needs, projects and results, not of people",
        *(label for model in WRITTEN for label in fields_of(f"projects.{model}", *AUTHORED)),
        *fields_of("projects.Need", "unit", "better", "reason"),
        *fields_of("projects.Project", "question", "why", "body", "starts", "ends", "agreement", "measure"),
        *fields_of("projects.Project", "nva_id", "sdgs", "with_whom", "learned", "changed", "call"),
        *fields_of("projects.Application", "project", "funder", "call", "call_url", "deadline"),
        *fields_of("projects.Application", "sought", "granted", "reason"),
        *fields_of("projects.Exchange", "kind", "host", "home", "percent", "starts", "ends", "apply_by"),
        *fields_of("projects.Exchange", "project"),
        *fields_of("projects.Result", "kind", "changed", "call", "body", "happened_on", "unit", "project"),
        *fields_of("projects.Result", "doi", "url", "picture", "about"),
        *("projects.ProjectUnit", "projects.Funding", "projects.ProjectLink", "projects.Milestone"),
        "projects.ProjectDocument",
        "projects.CareQuestion",
    )


def register_written() -> None:
    personal_data.register(
        "written",
        PersonalData(
            fields=(
                *(f"projects.{model}.made_by" for model in WRITTEN),
                *fields_of("projects.NeedVoice", "need", "unit", "by", "at"),
                *fields_of("projects.ProjectNews", "project", "text", "by", "at"),
                *fields_of("projects.ResultUse", "result", "year", "answer", "why", "by", "at"),
                "projects.Result.contact",
            ),
            what=_(
                "The needs, projects, exchanges and results you have written, the results you are the contact"
                " for, the news you have told, and your answers to whether a result was used"
            ),
            purpose=Purpose.WORK,
            basis=Basis.PUBLIC_TASK,
            retention=FOR_GOOD,
            ends=Stay.KEPT,
            seen_by=_("Everyone reads what you wrote; those inside the partnership see who did."),
            stays=_("What you wrote, without your name."),
        ),
    )
    personal_data.register(
        "exchange_contacts",
        PersonalData(
            fields=("projects.Exchange.contact",),
            what=_("The staff exchanges that people can ask you about"),
            purpose=Purpose.WORK,
            basis=Basis.PUBLIC_TASK,
            retention=FOR_GOOD,
            ends=Stay.KEPT,
            seen_by=_("Everyone, with your name and e-mail address, as long as your account is open."),
            stays=_("The staff exchange, without your name."),
        ),
    )
    personal_data.register(
        "need_offers",
        PersonalData(
            fields=fields_of("projects.NeedOffer", "need", "unit", "by", "how", "at"),
            what=_("What you have offered to contribute to a need"),
            purpose=Purpose.WORK,
            basis=Basis.WISH,
            retention=_("Until you take it back, or your account is erased."),
            ends=Stay.WITH_ACCOUNT,
            seen_by=_("Those who work in the partnership."),
        ),
    )


def register_projects() -> None:
    personal_data.register(
        "project_owners",
        PersonalData(
            fields=fields_of("projects.ProjectOwner", "project", "partner", "person", "since"),
            what=_("The projects you answer for"),
            purpose=Purpose.WORK,
            basis=Basis.PUBLIC_TASK,
            retention=FOR_GOOD,
            ends=Stay.KEPT,
            seen_by=PUBLIC,
            stays=_("That somebody answered for the project, without your name."),
        ),
    )
    personal_data.register(
        "project_people",
        PersonalData(
            fields=fields_of(
                "projects.ProjectPerson", "project", "name", "role", "partner", "orcid", "position"
            ),
            what=_("Name, role and ORCID iD of those who work in a project"),
            purpose=Purpose.WORK,
            basis=Basis.PUBLIC_TASK,
            retention=_("As long as the project is shown, or until you ask to be taken out."),
            ends=Stay.KEPT,
            seen_by=PUBLIC,
            stays=_(
                "Names on a project’s page, as who did the work. The project’s owners take yours out if you"
                " ask them to."
            ),
        ),
    )

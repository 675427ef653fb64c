"""Setting up a project, and editing it part by part."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.core.models import Thread
from portal.core.views.authored import AuthoredFormView
from portal.core.workflows.authored import edit
from portal.partnership.rules.standing import own_units
from projects.forms.project import ProjectAboutForm, ProjectForm
from projects.forms.project_documents import DocumentsForm
from projects.forms.project_more import GoalsForm, NewsForm, ProfileForm
from projects.forms.project_owners import OwnersForm
from projects.forms.project_rows import FundingForm, LinksForm, MilestonesForm, PeopleForm, RowsForm
from projects.models import Project
from projects.rules.enums import ProjectState
from projects.rules.rights import may_edit_project, may_make_projects
from projects.workflows.project import edit_about, set_up, tell_news
from projects.workflows.project_documents import change_documents
from projects.workflows.project_owners import name_owners
from projects.workflows.project_rows import replace_rows

WHO_MAKES = _("Projects are set up by staff of the partners and the partnership team.")
WHO_EDITS = _("A project is changed by its owners, whoever set it up, and the partnership team.")


class NewProject(AuthoredFormView):
    """An idea, for those inside until its owners are named."""

    kind = "project"
    template_name = "projects/project_form.html"
    form_class = ProjectForm
    who = WHO_MAKES
    title = _("Set up a project")
    lead = _(
        "Four answers make an idea. Those inside the partnership see it; everyone does once it has owners."
    )
    send = _("Set up the project")
    receipt = _("The project is an idea now. Name its owners next.")

    def may(self, user: Any, _thing: Any) -> bool:
        return bool(may_make_projects(user))

    def begin(self, origin: Thread) -> dict[str, Any]:
        """A need asks a question, and says why the answer is wanted."""
        return {
            "title": str(origin.title),
            "question": str(origin.title),
            "why": str(origin.lead),
            "language": origin.title.lang,
        }

    def form_more(self) -> dict[str, Any]:
        return {"own": own_units(self.request.user)}

    def save(self, form: ProjectForm) -> Project:
        project = Project(**form.values, state=ProjectState.IDEA)
        return set_up(project, units=form.unit_rows, by=self.request.user, origin=self.origin)

    def after(self, thing: Project) -> str:
        return reverse("project_owners", args=[thing.slug])


class EditPart(AuthoredFormView):
    """Base of the parts; what one has written is kept by part and project."""

    kind = "project"
    template_name = "projects/project_form.html"
    who = WHO_EDITS
    send = _("Save")
    receipt = _("It is saved, and stands on the project’s page.")

    def may(self, user: Any, thing: Any) -> bool:
        return bool(may_edit_project(user, thing))


class EditAbout(EditPart):
    form_class = ProjectAboutForm
    title = _("What the project is")

    def save(self, form: ProjectAboutForm) -> Any:
        edit_about(self.thing, form.values, units=form.unit_rows, by=self.request.user, seen=form.seen)
        return self.thing


class EditOwners(EditPart):
    form_class = OwnersForm
    title = _("Who answers for it")
    lead = _(
        "Every partner that must be part of it has a named owner before the project leaves the idea phase."
    )
    receipt = _("The owners are named.")

    def save(self, form: OwnersForm) -> Any:
        name_owners(self.thing, form.owners, by=self.request.user, seen=form.seen)
        return self.thing


class EditRows(EditPart):
    """Base of the lists."""

    template_name = "projects/project_rows.html"
    form_class: type[RowsForm]

    def save(self, form: RowsForm) -> Any:
        replace_rows(self.thing, form.model, form.kept_names, form.rows, by=self.request.user, seen=form.seen)
        return self.thing


class EditPeople(EditRows):
    form_class = PeopleForm
    title = _("Who works in it")
    lead = _(
        "Everyone can read the names. Ask people before you write theirs, and take them out if they wish."
    )


class EditMoney(EditRows):
    form_class = FundingForm
    title = _("Money from elsewhere")
    lead = _("Money that no application here tells of. Empty a row to take it out.")


class EditLinks(EditRows):
    form_class = LinksForm
    title = _("Links")
    lead = _("Publications by their DOI, and other pages about the project. Empty a row to take it out.")


class EditMilestones(EditRows):
    form_class = MilestonesForm
    title = _("Milestones")
    lead = _("What the project means to reach, and by when. Empty a row to take it out.")


class EditFields(EditPart):
    """Base of the parts that are fields of the project itself."""

    def save(self, form: Any) -> Any:
        edit(self.thing, form.values, by=self.request.user, seen=form.seen)
        return self.thing


class EditGoals(EditFields):
    form_class = GoalsForm
    title = _("Sustainable development goals")


class EditProfile(EditFields):
    form_class = ProfileForm
    title = _("Research with, not on")
    lead = _("Who takes part in each stage of the research? The project’s page draws a small picture of it.")


class TellNews(EditPart):
    form_class = NewsForm
    title = _("Tell what is new")
    send = _("Publish the news")
    receipt = _("The news is on the project’s page.")

    def save(self, form: NewsForm) -> Any:
        tell_news(self.thing, form.text("told"), by=self.request.user)
        return self.thing


class EditDocuments(EditPart):
    """One file at a time; it can't be kept as a draft."""

    form_class = DocumentsForm
    keeps_drafts = False
    title = _("Documents")
    lead = _("Files that everyone may read. Leave out what is not yours to publish.")
    receipt = _("The documents are as you see them below.")

    def save(self, form: DocumentsForm) -> Any:
        change_documents(self.thing, form.new, out=form.leaving, by=self.request.user, seen=form.seen)
        return self.thing

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from portal.core.views.thread_list import ThreadListView
from projects.views import project_edit as edit
from projects.views.project import ProjectPage
from projects.views.project_step import ProjectStep, TakeNewsBack

urlpatterns = [
    path(
        "prosjekter/",
        ThreadListView.as_view(
            kind="project",
            lead=_("What the partners find out and develop together."),
            empty=_("No projects are registered yet"),
            because=_(
                "Projects grow out of needs and workshops. The annual wheel shows the calls for seed money."
            ),
        ),
        name="projects",
    ),
    path("prosjekter/nytt/", edit.NewProject.as_view(), name="project_new"),
    path("prosjekter/<slug:key>/", ProjectPage.as_view(), name="project"),
    path("prosjekter/<slug:key>/om/", edit.EditAbout.as_view(), name="project_about"),
    path("prosjekter/<slug:key>/eiere/", edit.EditOwners.as_view(), name="project_owners"),
    path("prosjekter/<slug:key>/folk/", edit.EditPeople.as_view(), name="project_people"),
    path("prosjekter/<slug:key>/penger/", edit.EditMoney.as_view(), name="project_money"),
    path("prosjekter/<slug:key>/lenker/", edit.EditLinks.as_view(), name="project_links"),
    path("prosjekter/<slug:key>/dokumenter/", edit.EditDocuments.as_view(), name="project_documents"),
    path("prosjekter/<slug:key>/nyheter/", edit.TellNews.as_view(), name="project_news"),
    path("prosjekter/<slug:key>/nyheter/<int:pk>/", TakeNewsBack.as_view(), name="project_news_back"),
    path("prosjekter/<slug:key>/milepaeler/", edit.EditMilestones.as_view(), name="project_milestones"),
    path("prosjekter/<slug:key>/baerekraft/", edit.EditGoals.as_view(), name="project_goals"),
    path("prosjekter/<slug:key>/forske-med/", edit.EditProfile.as_view(), name="project_profile"),
    path("prosjekter/<slug:key>/fase/<slug:action>/", ProjectStep.as_view(), name="project_step"),
]

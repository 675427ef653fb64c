from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from students.views.assign import TaskInterests, TaskReserve
from students.views.attachments import TaskAttachments
from students.views.catalogue import TaskList
from students.views.catalogue_page import TaskPage
from students.views.check import TaskCheck, check_queue
from students.views.group import interest_group
from students.views.group_member import group_member
from students.views.interest import TaskInterest, my_interest, my_interests
from students.views.leader import TaskLeader, leader_by_link
from students.views.post import TaskEdit, TaskNew, TaskStep
from students.views.post_draft import TaskDraft
from students.views.saved_search import delete_saved_search, new_saved_search, saved_searches

urlpatterns = [
    path(
        "studentoppgaver/",
        TaskList.as_view(
            lead=_("Questions from the municipality that students can answer in a thesis or a course."),
            empty=_("No tasks are posted yet"),
            because=_(
                "The annual wheel shows when the next call for tasks opens"
                " and when the catalogue is published."
            ),
            related=((_("Placements"), "placements"),),
        ),
        name="tasks",
    ),
    path("studentoppgaver/ny/", TaskNew.as_view(), name="task_new"),
    path("studentoppgaver/lagrede-sok/", saved_searches, name="saved_searches"),
    path("studentoppgaver/lagrede-sok/nytt/", new_saved_search, name="saved_search_new"),
    path("studentoppgaver/lagrede-sok/<int:pk>/slett/", delete_saved_search, name="saved_search_delete"),
    path("studentoppgaver/kontroll/", check_queue, name="task_check_queue"),
    path("studentoppgaver/leder/svar/<str:token>/", leader_by_link, name="task_leader_link"),
    path("studentoppgaver/mine/", my_interests, name="my_interests"),
    path("studentoppgaver/mine/<int:pk>/", my_interest, name="my_interest"),
    path("studentoppgaver/mine/<int:pk>/gruppe/", interest_group, name="interest_group"),
    path("studentoppgaver/gruppe/<str:token>/", group_member, name="group_member"),
    path("studentoppgaver/<slug:key>/interesse/", TaskInterest.as_view(), name="task_interest"),
    path(
        "studentoppgaver/<slug:key>/interesser/",
        TaskInterests.as_view(http_method_names=["get", "head"]),
        name="task_interests",
    ),
    path(
        "studentoppgaver/<slug:key>/interesser/<int:pk>/",
        TaskInterests.as_view(http_method_names=["post"]),
        name="task_interest_answer",
    ),
    path("studentoppgaver/<slug:key>/reserver/", TaskReserve.as_view(), name="task_reserve"),
    path("studentoppgaver/<slug:key>/endre/", TaskEdit.as_view(), name="task_edit"),
    path("studentoppgaver/<slug:key>/vedlegg/", TaskAttachments.as_view(), name="task_files"),
    path("studentoppgaver/<slug:key>/utkast/", TaskDraft.as_view(), name="task_draft"),
    path("studentoppgaver/<slug:key>/kontroll/", TaskCheck.as_view(), name="task_check"),
    path("studentoppgaver/<slug:key>/leder/", TaskLeader.as_view(), name="task_leader"),
    path(
        "studentoppgaver/<slug:key>/trekk/", TaskStep.as_view(), {"action": "withdraw"}, name="task_withdraw"
    ),
    path(
        "studentoppgaver/<slug:key>/gjenopprett/",
        TaskStep.as_view(),
        {"action": "reopen"},
        name="task_reopen",
    ),
    path("studentoppgaver/<slug:key>/lukk/", TaskStep.as_view(), {"action": "close"}, name="task_close"),
    path("studentoppgaver/<slug:key>/", TaskPage.as_view(), name="task"),
]

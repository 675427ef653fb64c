"""How the team runs the rounds of tasks: import, overview, what nobody took, and listings elsewhere."""

from __future__ import annotations

from django.urls import path

from students.views.board import TaskOnBoard
from students.views.import_tasks import import_empty, import_page
from students.views.overview import overview, overview_file
from students.views.round import offer_on, untaken

urlpatterns = [
    path("studentoppgaver/import/", import_page, name="task_import"),
    path("studentoppgaver/import/tom.<str:ending>", import_empty, name="task_import_empty"),
    path("studentoppgaver/oversikt/", overview, name="task_overview"),
    path("studentoppgaver/oversikt.<str:ending>", overview_file, name="task_overview_file"),
    path("studentoppgaver/ledige/", untaken, name="tasks_untaken"),
    path("studentoppgaver/ledige/<slug:key>/", offer_on, name="task_offer_on"),
    path("studentoppgaver/<slug:key>/lim-inn/", TaskOnBoard.as_view(), name="task_board"),
]

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from projects.views.result import EditResultView, ResultStepView, ResultView, TellLessonView, TellView
from projects.views.result_list import ResultListView
from projects.views.result_use import result_use

urlpatterns = [
    path(
        "resultater/",
        ResultListView.as_view(
            kind="result",
            lead=_("What changed, what was learnt, and whom to call."),
            empty=_("No results are published yet"),
            because=_(
                "Results are published as tasks and projects are completed."
                " Until then you can see what is going on."
            ),
        ),
        name="results",
    ),
    path("resultater/nytt/", TellView.as_view(), name="result_new"),
    path("resultater/nytt/laerdom/", TellLessonView.as_view(), name="lesson_new"),
    path("resultater/<slug:key>/", ResultView.as_view(), name="result"),
    path("resultater/<slug:key>/endre/", EditResultView.as_view(), name="result_edit"),
    path(
        "resultater/<slug:key>/publiser/",
        ResultStepView.as_view(),
        {"action": "publish"},
        name="result_publish",
    ),
    path(
        "resultater/<slug:key>/trekk-tilbake/",
        ResultStepView.as_view(),
        {"action": "withdraw"},
        name="result_withdraw",
    ),
    path("ble-det-brukt/<str:token>/", result_use, name="result_use"),
]

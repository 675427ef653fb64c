"""Addresses of groups' work on tasks."""

from __future__ import annotations

from django.urls import path

from students.views.delivery import WorkDelivery, work_consent
from students.views.work import WorkPage, WorkStep
from students.views.work_record import WorkAgreement, WorkClearing, WorkPoints

ROOT = "studentoppgaver/<slug:key>/arbeid/<int:work>/"

urlpatterns = [
    path("studentoppgaver/samtykke/<str:token>/", work_consent, name="work_consent"),
    path(ROOT, WorkPage.as_view(), name="task_work"),
    path(f"{ROOT}godkjenn/", WorkStep.as_view(), {"action": "approve"}, name="task_work_approve"),
    path(f"{ROOT}start/", WorkStep.as_view(), {"action": "start"}, name="task_work_start"),
    path(f"{ROOT}fullfor/", WorkStep.as_view(), {"action": "complete"}, name="task_work_complete"),
    path(f"{ROOT}avbryt/", WorkStep.as_view(), {"action": "break_off"}, name="task_work_break_off"),
    path(f"{ROOT}avtale/", WorkAgreement.as_view(), name="task_work_agreement"),
    path(f"{ROOT}data/", WorkClearing.as_view(), name="task_work_clearing"),
    path(f"{ROOT}punkter/", WorkPoints.as_view(), name="task_work_points"),
    path(f"{ROOT}levering/", WorkDelivery.as_view(), name="task_work_delivery"),
]

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from projects.views.need import NeedList, NeedPage
from projects.views.need_form import NeedEdit, NeedNew
from projects.views.need_part import NeedOfferView, NeedShare
from projects.views.need_step import NeedMerge, NeedStep

STEPS = {"explore": "utforsk", "answer": "besvar", "park": "parker", "reopen": "gjenapne"}
"""Action → the last part of its address."""

urlpatterns = [
    path(
        "behov/",
        NeedList.as_view(
            lead=_(
                "Problems from everyday work in the municipality that wait for somebody to look into them."
            ),
            empty=_("No needs are voiced yet"),
            because=_("Needs are gathered and discussed in the workshops. The annual wheel shows when."),
        ),
        name="needs",
    ),
    path("behov/nytt/", NeedNew.as_view(), name="need_new"),
    path("behov/<slug:key>/", NeedPage.as_view(), name="need"),
    path("behov/<slug:key>/endre/", NeedEdit.as_view(), name="need_edit"),
    path("behov/<slug:key>/vi-ogsa/", NeedShare.as_view(), name="need_share"),
    path("behov/<slug:key>/bidra/", NeedOfferView.as_view(), name="need_offer"),
    path("behov/<slug:key>/sla-sammen/", NeedMerge.as_view(), name="need_merge"),
    *(
        path(f"behov/<slug:key>/{word}/", NeedStep.as_view(), {"action": action}, name=f"need_{action}")
        for action, word in STEPS.items()
    ),
]

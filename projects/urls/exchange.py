from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from projects.views.exchange import (
    ExchangeEditView,
    ExchangeListView,
    ExchangeStepView,
    ExchangeView,
    NewExchangeView,
)

urlpatterns = [
    path(
        "utveksling/",
        ExchangeListView.as_view(
            kind="exchange",
            lead=_("Public-sector PhDs, shared positions and secondments between the partners."),
            empty=_("No exchanges are registered yet"),
            because=_("The arrangements that the partners have agreed on are described with the agreement."),
        ),
        name="exchange",
    ),
    path("utveksling/ny/", NewExchangeView.as_view(), name="exchange_new"),
    path("utveksling/<slug:key>/", ExchangeView.as_view(), name="exchange_page"),
    path("utveksling/<slug:key>/endre/", ExchangeEditView.as_view(), name="exchange_edit"),
    path("utveksling/<slug:key>/<slug:action>/", ExchangeStepView.as_view(), name="exchange_step"),
]

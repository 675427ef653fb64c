from __future__ import annotations

from django.urls import path

from governance.views.overview import overview
from governance.views.rooms import apply_for_seed_money, budget, evaluation, seed_money

urlpatterns = [
    path("styring/", overview, name="governance"),
    path("styring/budsjett/<int:year>/", budget, name="budget"),
    path("styring/saakorn/", seed_money.view(), name="seed_money"),
    path("styring/saakorn/ny/", apply_for_seed_money, name="seed_money_new"),
    path("styring/evaluering/", evaluation, name="evaluation"),
]

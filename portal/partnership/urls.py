from __future__ import annotations

from django.urls import path

from portal.partnership.views.sign_in import SignIn, SignOut, become_persona

urlpatterns = [
    path("logg-inn/", SignIn.as_view(), name="sign_in"),
    path("logg-ut/", SignOut.as_view(), name="sign_out"),
    path("logg-inn/persona/", become_persona, name="become_persona"),
]

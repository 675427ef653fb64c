from __future__ import annotations

from django.urls import path

from portal.partnership.views import mail
from portal.partnership.views.sign_in import SignIn, SignOut, become_persona

urlpatterns = [
    path("logg-inn/", SignIn.as_view(), name="sign_in"),
    path("logg-ut/", SignOut.as_view(), name="sign_out"),
    path("logg-inn/persona/", become_persona, name="become_persona"),
    path("min-side/varsler/", mail.mail_wishes, name="mail_wishes"),
    path("min-side/varsler/fravaer/", mail.add_my_absence, name="add_absence"),
    path("min-side/varsler/fravaer/<int:pk>/fjern/", mail.remove_my_absence, name="remove_absence"),
    path("avmelding/<str:token>/", mail.unsubscribe_from, name="unsubscribe"),
]

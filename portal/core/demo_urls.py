"""The demo's mailbox, below `/demo/`; every address of it is a 404 outside the demo."""

from __future__ import annotations

from django.urls import path

from portal.core.views import mailbox

urlpatterns = [
    path("postkasse/", mailbox.MailboxList.as_view(), name="demo_mailbox"),
    path("postkasse/<int:pk>/", mailbox.MailboxDetail.as_view(), name="demo_mail"),
    path("postkasse/<int:pk>/<int:number>/", mailbox.attachment, name="demo_mail_attachment"),
]

from __future__ import annotations

from django.urls import path

from portal.partnership.views import (
    change_log,
    code,
    follow,
    invitation,
    invitation_tend,
    invite,
    mail,
    passkey,
    people,
    provider,
    second_factor,
    session,
    tenure,
    ways_in,
)
from portal.partnership.views.sign_in import SignOut, become_persona, sign_in
from portal.partnership.views.welcome import welcome

urlpatterns = [
    path("logg-inn/", sign_in, name="account_login"),
    path("logg-inn/", sign_in, name="sign_in"),
    path("logg-ut/", SignOut.as_view(), name="account_logout"),
    path("logg-ut/", SignOut.as_view(), name="sign_out"),
    path("logg-inn/persona/", become_persona, name="become_persona"),
    path("logg-inn/kode/", code.ask_for_code, name="account_request_login_code"),
    path("logg-inn/kode/bekreft/", code.confirm_code, name="account_confirm_login_code"),
    path("logg-inn/tofaktor/", second_factor.second_step, name="mfa_authenticate"),
    path("logg-inn/bekreft/", second_factor.confirm, name="account_reauthenticate"),
    path("min-side/innlogging/", ways_in.ways_in, name="ways_in"),
    path("min-side/innlogging/app/", ways_in.set_up_app, name="set_up_app"),
    path("min-side/innlogging/app/fjern/", ways_in.remove_app, name="remove_app"),
    path("min-side/innlogging/passnokkel/", passkey.add_passkey, name="add_passkey"),
    path("min-side/innlogging/passnokkel/<int:pk>/fjern/", passkey.remove_passkey, name="remove_passkey"),
    path("min-side/innlogging/gjenopprettingskoder/", ways_in.recovery_codes, name="recovery_codes"),
    path("min-side/innlogging/okter/", session.end_others, name="end_other_sessions"),
    path("min-side/innlogging/okter/<int:pk>/avslutt/", session.end_one, name="end_session"),
    path("min-side/varsler/", mail.mail_wishes, name="mail_wishes"),
    path("min-side/varsler/fravaer/", mail.add_my_absence, name="add_absence"),
    path("min-side/varsler/fravaer/<int:pk>/fjern/", mail.remove_my_absence, name="remove_absence"),
    path("min-side/folger/", follow.follows_page, name="follows"),
    path("min-side/folger/<str:kind>/<str:key>/", follow.follow_thing, name="follow"),
    path("min-side/folger/<str:kind>/<str:key>/slutt/", follow.stop_following, name="unfollow"),
    path("avmelding/<str:token>/", mail.unsubscribe_from, name="unsubscribe"),
    path(
        "min-side/innlogging/tilbydere/<slug:provider_id>/",
        provider.connect_provider,
        name="connect_provider",
    ),
    path(
        "min-side/innlogging/tilbydere/<slug:provider_id>/fjern/",
        provider.disconnect_provider,
        name="disconnect_provider",
    ),
    path("velkommen/", welcome, name="welcome"),
    path("folk/", people.people, name="people"),
    path("folk/<int:pk>/", people.person, name="person"),
    path("folk/inviter/", invite.invite_somebody, name="invite"),
    path("folk/invitasjoner/<int:pk>/", invitation_tend.tend_invitation, name="invitation_tend"),
    path(
        "folk/invitasjoner/<int:pk>/godkjenn/", invitation_tend.approve_invitation, name="invitation_approve"
    ),
    path("folk/invitasjoner/<int:pk>/avsla/", invitation_tend.refuse_invitation, name="invitation_refuse"),
    path(
        "folk/invitasjoner/<int:pk>/trekk/", invitation_tend.withdraw_invitation, name="invitation_withdraw"
    ),
    path("folk/invitasjoner/<int:pk>/send/", invitation_tend.send_invitation_again, name="invitation_send"),
    path("folk/verv/<slug:key>/", tenure.seat_page, name="seat"),
    path("folk/verv/<slug:key>/overlat/", invite.hand_over, name="hand_over"),
    path("folk/innehavere/<int:pk>/avslutt/", tenure.end_seat, name="end_seat"),
    path("folk/plasser/<int:pk>/avslutt/", tenure.end_affiliation, name="end_place"),
    path("invitasjon/<str:token>/", invitation.show_invitation, name="invitation"),
    path("invitasjon/<str:token>/takk-ja/", invitation.accept_invitation, name="invitation_accept"),
    path("invitasjon/<str:token>/takk-nei/", invitation.decline_invitation, name="invitation_decline"),
    path("invitasjon/<str:token>/logg-inn/", invitation.sign_in_to_answer, name="invitation_sign_in"),
    path("invitasjon/<str:token>/kode/", invitation.get_a_code, name="invitation_code"),
    path("endringslogg/", change_log.change_log, name="change_log"),
    path("endringslogg/endringer.csv", change_log.change_log_file, name="change_log_file"),
    # Last, since any word may be the key of a provider.
    path("logg-inn/<slug:provider_id>/", provider.to_provider, name="openid_connect_login"),
]

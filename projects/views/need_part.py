"""Taking part in a need: “we too”, and “I can contribute to this”."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.workflows.transition import NotPossibleError
from projects.forms.need import OfferForm, ShareForm
from projects.models import NeedOffer, NeedVoice
from projects.queries.need import units_to_share_with, voices_to_take_back
from projects.rules.rights import may_take_part_in_needs
from projects.views.need_door import NeedDoor
from projects.workflows import need as workflow

TAKE_BACK = "take_back"
"""Name of the buttons that undo."""
WHO = gettext_lazy("Those who work for a partner may take part, and the team.")


class NeedShare(NeedDoor):
    """Says “we too” for a unit, and takes it back. Asks which unit only where there are several."""

    http_method_names = ["get", "head", "post"]
    template_name = "projects/need_share.html"
    title = gettext_lazy("We have this need too")
    who = WHO

    def may(self, user: Any, _thing: Any) -> bool:
        return bool(may_take_part_in_needs(user))

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return self.page(self.form())

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        if request.POST.get(TAKE_BACK):
            return self.take_back(request)
        form = self.form(request.POST)
        if not form.is_valid() or form.chosen_unit is None:
            return self.page(form, status=422)
        user: Any = request.user
        try:
            workflow.we_too(self.need, unit=form.chosen_unit, by=user)
        except NotPossibleError as error:
            form.add_error(None, str(error))
            return self.page(form, status=422)
        said = _("It is noted that %(unit)s has this need too. The team sees it.")
        messages.success(request, said % {"unit": form.chosen_unit})
        return redirect(self.need.get_absolute_url())

    def take_back(self, request: HttpRequest) -> HttpResponse:
        user: Any = request.user
        pk = request.POST[TAKE_BACK]
        mine = NeedVoice.objects.select_related("need", "unit").filter(need=self.need)
        voice = get_object_or_404(mine, pk=pk if pk.isascii() and pk.isdigit() and len(pk) < 18 else 0)
        workflow.take_back_voice(voice, by=user)
        messages.success(request, _("It is taken back for %(unit)s.") % {"unit": voice.unit})
        return redirect(self.need.get_absolute_url())

    def form(self, data: Any = None) -> ShareForm:
        return ShareForm(data, units=units_to_share_with(self.request.user, self.need))

    def page(self, form: ShareForm, status: int = 200) -> HttpResponse:
        mine = voices_to_take_back(self.request.user, self.need)
        more = {"form": form, "open": form.only_unit or form.fields, "voices": mine}
        return self.show(self.request, status=status, **more)


class NeedOfferView(NeedDoor):
    """Offers to contribute, writes the offer anew, and takes it back."""

    http_method_names = ["get", "head", "post"]
    template_name = "projects/need_offer.html"
    title = gettext_lazy("I can contribute to this")
    who = WHO

    def may(self, user: Any, _thing: Any) -> bool:
        return bool(may_take_part_in_needs(user))

    @property
    def offer(self) -> NeedOffer | None:
        user: Any = self.request.user
        return NeedOffer.objects.filter(need=self.need, by=user).first()

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return self.page(OfferForm(user=self._user, offer=self.offer))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        if request.POST.get(TAKE_BACK):
            workflow.take_back_offer(self.need, by=self._user)
            messages.success(request, _("Your offer is taken back."))
            return redirect(self.need.get_absolute_url())
        form = OfferForm(request.POST, user=self._user, offer=self.offer)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            workflow.offer(self.need, how=form.cleaned_data["how"], unit=form.chosen_unit, by=self._user)
        except NotPossibleError as error:
            form.add_error(None, str(error))
            return self.page(form, status=422)
        messages.success(
            request, _("Thank you. Who voiced the need, and the team, get an e-mail and write to you.")
        )
        return redirect(self.need.get_absolute_url())

    def page(self, form: OfferForm, status: int = 200) -> HttpResponse:
        return self.show(self.request, status=status, form=form, offer=self.offer)

    @property
    def _user(self) -> Any:
        return self.request.user

"""What becomes of results and projects when the account of who answers for them is erased."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from portal.core.erasing import Leaver
from portal.core.models.threaded import tell
from portal.core.text import Text
from portal.partnership.queries.partnership import the_partnership
from projects.models import Project, Result


def let_others_be_called(leaver: Leaver) -> None:
    """Take who leaves out of the cards that name them: one calls the unit instead.

    Of the results and projects they answer for or have written. Where no unit stands behind it, the
    partnership does.
    """
    key = leaver.key
    results = Result.objects.filter(Q(contact=key) | Q(made_by=key)).select_related("unit", "thread")
    for result in results.select_for_update(of=("self",)):
        _call_instead(result, leaver, result.unit.name if result.unit else None)
    owned = Project.objects.filter(pk__in=Project.objects.filter(owners__person=key).values("pk"))
    projects = (owned | Project.objects.filter(made_by=key)).select_related("thread")
    for project in projects.select_for_update(of=("self",)):
        unit = project.units.first()
        _call_instead(project, leaver, unit.name if unit else None)


def _call_instead(thing: Any, leaver: Leaver, unit: Text | None) -> None:
    names = [said.casefold() for said in (leaver.name, *leaver.addresses) if said]
    call: dict[str, str] = thing.call.as_dict()
    named = {language for language, words in call.items() if any(name in words.casefold() for name in names)}
    if not named:
        return
    instead = unit or the_partnership().name
    thing.call = Text.of(
        {language: getattr(instead, language) or str(instead) for language in named}
        | {language: words for language, words in call.items() if language not in named}
    )
    type(thing)._default_manager.filter(pk=thing.pk).update(call=thing.call)
    tell(thing)

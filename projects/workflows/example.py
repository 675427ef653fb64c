"""Example needs, results and staff exchanges for the demo, and all that is made of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from portal.core.models.authored import Authored
from portal.partnership.workflows.reading import Table, unique_keys
from projects.models import Application, Exchange, Need, NeedOffer, NeedVoice, Project, Result, ResultUse
from projects.rules.enums import ExchangeKind, ExchangeState, LessonAbout, NeedState, ResultKind, ResultState
from projects.rules.enums import Usage as UsageWord
from projects.rules.exchange import EXCHANGE
from projects.rules.need import NEED
from projects.rules.result import RESULT
from projects.workflows.example_parts import Shelf, read_authored, read_past, rows_of, write_past
from projects.workflows.example_project import load_application, load_project

SEPTEMBER = 9


def load_things(root: Table, *, day: date) -> int:
    """Make the example needs, projects, applications, exchanges and results, told back from `day`.

    Gives how many the file has. What is there already is left as it is.
    """
    shelf = Shelf.of(day)
    sections: list[tuple[str, type[Authored], Callable[[Table, Shelf], None]]] = [
        ("needs", Need, load_need),
        ("projects", Project, load_project),
        ("applications", Application, load_application),
        ("exchanges", Exchange, load_exchange),
        ("results", Result, load_result),
    ]
    number = 0
    for section, model, load in sections:
        tables = list(root.tables(section))
        unique_keys(tables)
        there = set(model._default_manager.values_list("slug", flat=True))
        for table in tables:
            if table.key() not in there:
                load(table, shelf)
                table.done()
        number += len(tables)
    return number


def remove_things() -> int:
    """Delete the examples with all that hangs on them; gives how many there were."""
    number = 0
    for model in (Result, Exchange, Application, Project, Need):
        examples = model._default_manager.filter(is_example=True)
        number += examples.count()
        examples.delete()
    return number


def load_need(table: Table, shelf: Shelf) -> None:
    past = read_past(table, shelf, NEED, NeedState.VOICED)
    need = Need(
        **read_authored(table, shelf),
        unit=shelf.unit(table),
        better=table.text("better"),
        state=past.state,
        reason=past.note if past.state in (NeedState.PARKED, NeedState.ANSWERED) else "",
    )
    need.save()
    voices = [
        NeedVoice(need=need, unit=shelf.unit(row), by=shelf.person(row, default=""), at=shelf.ago(row))
        for row in rows_of(table, "voices")
    ]
    NeedVoice.objects.bulk_create(voices)
    offers = [
        NeedOffer(
            need=need,
            unit=shelf.unit(row),
            by=shelf.people[row.choice("by", shelf.people)],
            how=row.string("how"),
            at=shelf.ago(row),
        )
        for row in rows_of(table, "offers")
    ]
    NeedOffer.objects.bulk_create(offers)
    write_past(need, past, *(voice.at for voice in voices), *(offer.at for offer in offers))


def load_exchange(table: Table, shelf: Shelf) -> None:
    past = read_past(table, shelf, EXCHANGE, ExchangeState.OPEN)
    exchange = Exchange(
        **read_authored(table, shelf),
        kind=table.choice("kind", ExchangeKind.values),
        host=shelf.unit(table, "host"),
        home=shelf.unit(table, "home", ""),
        percent=table.number("percent", low=1, high=100) if table.has("percent") else None,
        starts=shelf.day_in(table, "starts_in"),
        ends=shelf.day_in(table, "ends_in"),
        apply_by=shelf.day_in(table, "apply_in"),
        contact=shelf.person(table, "contact", ""),
        project=Project.objects.filter(slug=table.string("project", ""), is_example=True).first(),
        state=past.state,
    )
    exchange.save()
    write_past(exchange, past)


def load_result(table: Table, shelf: Shelf) -> None:
    past = read_past(table, shelf, RESULT, ResultState.DRAFT)
    result = Result(
        **read_authored(table, shelf),
        kind=table.choice("kind", ResultKind.values),
        changed=table.text("changed", optional=True),
        call=table.text("call", optional=True),
        body=table.text("body", optional=True),
        happened_on=shelf.ago(table, "happened_days_ago").date(),
        unit=shelf.unit(table, default=""),
        project=Project.objects.filter(slug=table.string("project", ""), is_example=True).first(),
        contact=shelf.person(table, "contact", ""),
        doi=table.string("doi", ""),
        url=table.url("url"),
        about=table.strings("about", LessonAbout.values),
        state=past.state,
    )
    result.save()
    _load_uses(table, shelf, result)
    result.save()  # its thread tells the newest answer
    write_past(result, past)


def _load_uses(table: Table, shelf: Shelf, result: Result) -> None:
    """`years_ago` counts Septembers back from the last one that is over."""
    last = shelf.day.year if shelf.day.month > SEPTEMBER else shelf.day.year - 1
    for row in rows_of(table, "uses"):
        ResultUse.objects.create(
            result=result,
            year=last - row.number("years_ago", high=10),
            answer=row.choice("answer", UsageWord.values),
            why=row.string("why", ""),
            by=result.contact,
        )

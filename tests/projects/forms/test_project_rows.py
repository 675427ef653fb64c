"""Rows in a form without scripts: what is empty is no row, what is begun must be finished."""

from __future__ import annotations

from decimal import Decimal

from portal.partnership.models import Partner
from projects.forms.project_rows import BLANK_ROWS, FundingForm, LinksForm, MilestonesForm, PeopleForm
from projects.models import Project
from tests.cast import Cast
from tests.projects.factories import ProjectFactory


def a_project(**values: object) -> Project:
    project: Project = ProjectFactory.create(**values)
    return project


def test_a_form_begins_with_the_rows_there_are_and_some_more(cast: Cast) -> None:
    project = a_project()
    project.milestones.create(text="Ferdig", day="2027-05-01")
    form = MilestonesForm(thing=project)
    groups = list(form.groups)
    assert len(groups) == 1 + BLANK_ROWS
    assert groups[0].fields[0].value() == "Ferdig"
    assert groups[1].fields[0].value() is None


def test_an_empty_row_is_no_row_and_the_order_is_kept(cast: Cast) -> None:
    partner = Partner.objects.earliest("pk")
    form = PeopleForm(
        {
            "name_0": "",
            "role_0": "leader",
            "name_1": "Anne",
            "role_1": "leader",
            "partner_id_1": str(partner.pk),
            "orcid_1": "https://orcid.org/0000-0002-1825-0097",
            "name_2": "Bo",
        },
        thing=a_project(),
    )
    assert form.is_valid(), form.errors
    assert form.rows == [
        {
            "name": "Anne",
            "role": "leader",
            "partner_id": partner.pk,
            "orcid": "0000-0002-1825-0097",
            "position": 0,
        },
        {"name": "Bo", "role": "researcher", "partner_id": None, "orcid": "", "position": 1},
    ]


def test_an_orcid_whose_checksum_is_wrong_is_told_at_its_question(cast: Cast) -> None:
    form = PeopleForm({"name_0": "Anne", "orcid_0": "0000-0002-1825-0098"}, thing=a_project())
    assert not form.is_valid()
    assert set(form.errors) == {"orcid_0"}


def test_money_needs_both_its_source_and_its_sum(cast: Cast) -> None:
    form = FundingForm(
        {"source_0": "Kommunen", "source_1": "Fondet", "amount_1": "250000.50"}, thing=a_project()
    )
    assert not form.is_valid()
    assert set(form.errors) == {"amount_0"}
    form = FundingForm({"source_0": "Fondet", "amount_0": "250000.50"}, thing=a_project())
    assert form.is_valid()
    assert form.rows == [{"source": "Fondet", "amount": Decimal("250000.50"), "state": "applied"}]


def test_money_is_more_than_nothing(cast: Cast) -> None:
    assert not FundingForm({"source_0": "Fondet", "amount_0": "0"}, thing=a_project()).is_valid()


def test_a_link_is_a_doi_or_an_address(cast: Cast) -> None:
    both = {"label_0": "Artikkel", "doi_0": "10.1000/1", "url_0": "https://example.org/"}
    assert set(LinksForm(both, thing=a_project()).errors) == {"doi_0"}
    assert set(LinksForm({"label_0": "Artikkel"}, thing=a_project()).errors) == {"doi_0"}
    assert set(LinksForm({"doi_0": "10.1000/1"}, thing=a_project()).errors) == {"label_0"}
    form = LinksForm({"label_0": "Artikkel", "doi_0": "https://doi.org/10.1000/X"}, thing=a_project())
    assert form.is_valid()
    assert form.rows == [{"label": "Artikkel", "doi": "10.1000/x", "url": ""}]


def test_a_link_leads_to_the_web_only(cast: Cast) -> None:
    form = LinksForm({"label_0": "Felle", "url_0": "javascript:alert(1)"}, thing=a_project())
    assert set(form.errors) == {"url_0"}


def test_rows_beyond_the_most_are_not_read(cast: Cast) -> None:
    form = MilestonesForm({"text_5000": "x", "day_5000": "2027-01-01"}, thing=a_project())
    assert form.is_valid()
    assert form.rows == []


def test_money_is_written_as_people_write_it_and_comes_back_so(cast: Cast) -> None:
    project = a_project()
    form = FundingForm({"source_0": "Fondet", "amount_0": "1 500 000 kr"}, thing=project)
    assert form.is_valid(), form.errors
    assert [row["amount"] for row in form.rows] == [Decimal(1_500_000)]
    project.funding.create(source="Fondet", amount=Decimal(1_500_000), state="applied")
    assert 'value="1 500 000"' in str(FundingForm(thing=project)["amount_0"])


def test_a_row_of_a_number_nobody_counts_to_is_none(cast: Cast) -> None:
    form = MilestonesForm({f"text_{'9' * 5000}": "x", "text_60": "y", "version": "0"}, thing=a_project())
    assert form.number == 0

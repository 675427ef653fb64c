"""What the app keeps about a person, as it is given out to them. Titles in every language they have."""

from __future__ import annotations

from typing import Any

from projects.models import Need, NeedOffer, NeedVoice, Project, ProjectNews, ProjectOwner


def needs_export(user: Any) -> dict[str, Any]:
    """The needs somebody voiced, where they said “we too”, and what they offered. Three queries."""
    voiced = Need.objects.filter(made_by=user).select_related("unit")
    voices = NeedVoice.objects.filter(by=user).select_related("need", "unit")
    offers = NeedOffer.objects.filter(by=user).select_related("need", "unit")
    return {
        "needs_you_voiced": [
            {
                "title": need.title.as_dict(),
                "unit": need.unit.name.as_dict(),
                "state": need.state,
                "at": need.created_at,
            }
            for need in voiced
        ],
        "where_you_said_we_too": [
            {"need": said.need.title.as_dict(), "unit": said.unit.name.as_dict(), "at": said.at}
            for said in voices
        ],
        "what_you_offered": [
            {
                "need": offer.need.title.as_dict(),
                "unit": offer.unit.name.as_dict() if offer.unit else None,
                "how": offer.how,
                "at": offer.at,
            }
            for offer in offers
        ],
    }


def projects_export(user: Any) -> dict[str, Any]:
    """The projects somebody set up or answers for, and the news they told. Three queries."""
    owned = ProjectOwner.objects.filter(person=user).select_related("project", "partner")
    told = ProjectNews.objects.filter(by=user).select_related("project")
    return {
        "projects_you_set_up": [
            {"title": project.title.as_dict(), "phase": project.state, "at": project.created_at}
            for project in Project.objects.filter(made_by=user)
        ],
        "projects_you_answer_for": [
            {
                "title": owner.project.title.as_dict(),
                "at_partner": owner.partner.name.as_dict(),
                "since": owner.since,
            }
            for owner in owned
        ],
        "project_news_you_told": [
            {"project": news.project.title.as_dict(), "text": news.text.as_dict(), "at": news.at}
            for news in told
        ],
    }

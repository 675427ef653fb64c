"""What is kept about a person around results, as it is given out to them."""

from __future__ import annotations

from typing import Any

from projects.models import Result, ResultUse


def results_export(user: Any) -> dict[str, Any]:
    """Results and lessons they wrote or answer for, and what they said of their use. Three queries."""
    uses = ResultUse.objects.filter(by=user).select_related("result").order_by("year", "pk")
    return {
        "results_you_wrote": [_told(one) for one in Result.objects.filter(made_by=user).order_by("pk")],
        "results_you_answer_for": [_told(one) for one in Result.objects.filter(contact=user).order_by("pk")],
        "whether_results_were_used": [
            {
                "result": use.result.title.as_dict(),
                "year": use.year,
                "answer": use.answer,
                "why": use.why,
                "at": use.at,
            }
            for use in uses
        ],
    }


def _told(result: Result) -> dict[str, Any]:
    return {
        "title": result.title.as_dict(),
        "kind": result.kind,
        "state": result.state,
        "at": result.created_at,
    }

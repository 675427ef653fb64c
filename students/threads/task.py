"""A student task as a thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.core.models.thread import Audience
from portal.core.threads import Facet, Kind, Told, address_in_bokmal
from portal.partnership.queries.theme import THEME, UNIT, names_met, theme_words, unit_words
from students.models.task import LISTED
from students.queries.words import FIELD, KIND, field_words, kind_words, semester_words
from students.rules.assignment import HISTORY
from students.rules.enums import TaskState
from students.rules.task import BEFORE_PUBLISHING
from students.rules.task import TASK as TABLE

if TYPE_CHECKING:
    from students.models import StudentTask

PLACES = {
    TaskState.PUBLISHED: pgettext_lazy("places of a task", "places left"),
    TaskState.FULL: pgettext_lazy("places of a task", "all places taken"),
    TaskState.CLOSED: pgettext_lazy("places of a task", "closed"),
}


def tell_task(task: StudentTask) -> Told:
    """Public from publication on; its day is the deadline. A closed task stays as the story of itself."""
    listed = task.state in LISTED
    return Told(
        key=task.slug,
        title=task.title,
        lead=task.summary,
        words="\n".join(str(text) for text in (task.learn, task.data_offered) if text),
        language=task.title.lang,
        address=address_in_bokmal("task", task.slug),
        audience=Audience.PUBLIC if listed or task.published_at else Audience.OWN,
        state=task.state,
        live=listed,
        example=task.is_example,
        facets=(
            *((f"slag:{task.kind.key}",) if task.kind else ()),
            *task.facets_of_themes,
            f"semester:{task.semester}",
            *(f"fag:{field}" for field in task.fields),
            f"enhet:{task.unit.key}",
            f"plass:{task.state}",
        ),
        day=task.deadline,
        published_at=task.published_at or task.created_at,
    )


TASK = Kind(
    key="task",
    model="students.StudentTask",
    label=pgettext_lazy("a thing", "Student task"),
    plural=_("Student tasks"),
    list_url="tasks",
    tell=tell_task,
    prepare=lambda tasks: tasks.select_related("unit", "kind"),
    step=30,
    states=dict(TaskState.choices),
    table=TABLE,
    acts={"imported": _("It comes from a list that was kept elsewhere before."), **HISTORY},
    inside=BEFORE_PUBLISHING,
    unexplained=frozenset({"confirm"}),
    facets=(
        Facet(KIND, pgettext_lazy("facet", "Kind of task"), kind_words, names_met),
        Facet(THEME, pgettext_lazy("facet", "Theme"), theme_words, names_met),
        Facet("semester", pgettext_lazy("facet", "Semester"), semester_words),
        Facet(FIELD, pgettext_lazy("facet", "Field of study"), field_words, names_met),
        Facet(UNIT, pgettext_lazy("facet", "Unit"), unit_words, names_met),
        Facet(
            "plass",
            pgettext_lazy("facet", "Places"),
            lambda _values: {str(key): word for key, word in PLACES.items()},
        ),
    ),
    day_label=pgettext_lazy("date of a thing", "Apply by"),
    tags=("slag", "semester", "fag"),
    telling=frozenset({TaskState.FULL, TaskState.CLOSED}),
    schema="LearningResource",
    about=_("Questions from the municipality that students can answer in a thesis or a course."),
    theme="EDUC",
)

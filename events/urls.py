from __future__ import annotations

from django.urls import path

from events.views import arrangement, wheel

urlpatterns = [
    path("arshjul/", wheel.this_year, name="wheel"),
    path("arshjul/<int:year>/", wheel.wheel_year, name="wheel_year"),
    path("arrangementer/", arrangement.event_list, name="events"),
    path("forskningsdagene/<int:year>/", arrangement.research_days, name="research_days"),
    path("kompetanse/", arrangement.competence, name="competence"),
    path("arshjul.ics", wheel.wheel_calendar, name="wheel_calendar"),
    path("arshjul/<int:year>.svg", wheel.wheel_svg, name="wheel_svg"),
    path("arshjul/<int:year>.pdf", wheel.wheel_pdf, name="wheel_pdf"),
]

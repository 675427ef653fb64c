from __future__ import annotations

import pytest

from portal.core.messages.literals import Literal, literals_in


@pytest.mark.parametrize(
    "source",
    [
        "<h1>Boats</h1>",
        "<p>{{ n }} båter</p>",
        "<title>Båter</title>",
        '<img src="a.png" alt="A boat">',
        '<nav aria-label="Pages"></nav>',
        '<input type="submit" value="Send">',
        '<meta name="description" content="All boats">',
        "<svg><text x='1'>Januar</text></svg>",
        "{% if a %}yes{% endif %}",
        '{% button "Send the form" %}',
        '{% button label="send" %}',
        '{% include "boats/_card.html" with title="Boats" %}',
        "{% blocktranslate %}Marked{% endblocktranslate %} not marked",
        "<code>x</code> words",
        '<b translate="no">Name<br></b> words',
    ],
)
def test_words_in_one_language_only_are_found(source: str) -> None:
    assert literals_in(source)


@pytest.mark.parametrize(
    "source",
    [
        "<h1>{% translate 'Boats' %}</h1>",
        "<p>{{ n }} · 12 – 14 %</p>&nbsp;&middot;&times;",
        "{% blocktranslate trimmed count n=n %}One boat{% plural %}{{ n }} boats{% endblocktranslate %}",
        "{% comment %}Why this is so{% endcomment %}{# and this #}<!-- and that -->",
        '<img src="boat.png" alt="" class="wide {% if big %}big{% endif %}">',
        '{% button _("Send the form") icon="arrow" %}',
        '{% button label=_("Send") variant="primary" %}',
        '{% extends "boats/base.html" %}{% include "boats/_card.html" with boat=boat %}{% now "Y" %}',
        '{% if kind == "Sail" %}{{ when|date:"Y-m-d" }}{% endif %}',
        '<{{ tag }} class="wide">{{ name }}</{{ tag }}>',
        "<style>h1 {color: red}</style><code>GET /api/</code>",
        '<b translate="no">Designsystemet <i>x</i></b>',
    ],
)
def test_marked_words_signs_and_code_are_left_alone(source: str) -> None:
    assert literals_in(source) == []


def test_a_find_says_its_line() -> None:
    assert literals_in("{# one #}\n\n<p>\n\n  Here\n</p>") == [Literal(5, "Here")]
    assert literals_in("<p>\n{% comment %}\nx\n{% endcomment %}\nHere</p>") == [Literal(5, "Here")]


def test_a_plain_text_template_is_read_line_by_line() -> None:
    source = "{% translate 'Hello' %}\n{{ link }}\nBest regards <us>"
    assert literals_in(source, is_markup=False) == [Literal(3, "Best regards <us>")]

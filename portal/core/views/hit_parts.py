"""A row that says why it was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from portal.core.rules.excerpt import has_hit, marked, passage_of
from portal.core.templatetags.design_text import lang_of
from portal.core.text import Text
from portal.core.views.list_parts import Row


def hit_of(row: Row, stems: Sequence[str]) -> Row:
    """The row with its hits marked: in title and summary, else in the passage of the text they stand in.

    Where only another language's title or summary has them, that one is shown.
    """
    if not stems:
        return row
    passage, lang = row.lead, row.lead_lang
    if has_hit(row.lead, stems):
        pass  # it stands in what is shown already
    elif in_full := passage_of(str(row.thread.lead), stems):
        passage = in_full
    elif not has_hit(row.title, stems):
        found = _elsewhere(row, stems)
        passage, lang = (str(found), lang_of(found)) if found else (row.lead, row.lead_lang)
    return replace(row, title=marked(row.title, stems), lead=marked(passage, stems), lead_lang=lang)


def _elsewhere(row: Row, stems: Sequence[str]) -> Text | None:
    """The passage of the text, or of a title or summary in another language."""
    thread = row.thread
    texts = [(thread.language or "nb", thread.words)]
    texts += [
        (language, said) for text in (thread.title, thread.lead) for language, said in text.as_dict().items()
    ]
    for language, said in texts:
        if passage := passage_of(said, stems):
            return Text(**{language: passage})
    return None

"""Who may see the files of projects and results: whoever may see or edit the thing itself."""

from __future__ import annotations

from portal.core.files import FileAudience, of_threads
from projects.rules.rights import may_edit_project, may_edit_result

FILES: dict[str, FileAudience] = {
    "project_documents": of_threads(
        "projects.ProjectDocument", "file", through="project", own=may_edit_project
    ),
    "result_pictures": of_threads("projects.Result", "picture", own=may_edit_result),
}

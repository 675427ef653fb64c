"""What the portal says about itself."""

from __future__ import annotations

from portal.home.models.accessibility import AccessibilityStatement, Conformance
from portal.home.models.security import SecurityContact

__all__ = ["AccessibilityStatement", "Conformance", "SecurityContact"]

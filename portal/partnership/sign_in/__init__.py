"""Signing in at a provider (OpenID Connect): what is asked of it, checked, read from its claims, and kept."""

"""Formats of dates where Django's own would mislead."""

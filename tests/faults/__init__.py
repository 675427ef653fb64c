"""Reminders sent through a storm: real PostgreSQL, Redis, worker, beat and mail server, all of which fail."""

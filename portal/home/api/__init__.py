"""The public, read-only API: every registered kind of thread, as everyone may read it.

`operations` are its addresses, `schemas` what they answer, `things` how a thread is told, `answers` what each
answer carries, `limit` how many a reader may ask for, `description` its OpenAPI document.
"""

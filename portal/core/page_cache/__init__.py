"""Pages for visitors without an account, kept in Redis and never out of date.

Redis holds a generation and, while the cache is open, the word that it is. A page is served only while the
cache is open and the page is of the present generation. Whoever commits a write takes a lock in PostgreSQL
that lives as long as the transaction, closes the cache in Redis with a new generation, and commits. A reader
opens it again after asking PostgreSQL whether anybody holds the lock. So a writer who dies, and a Redis that
forgets, change nothing: it is the database that knows whether a write is under way.

The word that the cache is open ends by itself after some seconds. A writer who can't reach Redis leaves a
repair in its transaction and waits those seconds before it commits: nobody opens the cache meanwhile, and
whoever does afterwards finds the repair. All that Redis holds carries the name of that one run of Redis, so
that nothing of a restored snapshot counts.
"""

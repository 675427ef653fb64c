"""Pages for visitors without an account, kept in Redis and never out of date.

How it stays exact: Redis holds a generation number, and a page is served only while it carries the present
one. Whoever commits a write announces it first (from then on each page is made anew), commits, and raises the
number. A writer that dies in between leaves its announcement, which runs out and raises the number.

Redis may fail at any point. A page is served only while a lease of some seconds is alive, which a reader
renews after a look into the database for repairs that are due. A writer that can't reach Redis leaves such
a repair in its transaction and waits for the lease to run out before it commits.
"""

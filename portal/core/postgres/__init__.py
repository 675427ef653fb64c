"""Django's PostgreSQL, with the page cache told of every commit."""

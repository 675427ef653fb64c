"""`make bench`: what a page costs, beside two pages of plain Django on the same server and database."""

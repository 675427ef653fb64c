"""Two pages of plain Django to compare with: **h**, a bare page, and **c**, a search over 100 000 rows."""

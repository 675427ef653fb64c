"""What the database role of web and worker may do: ordinary work, nothing to the log.

The owner migrates, then gives the web role its rights (`grants`); `faults` looks whether they are as meant.
"""

"""Message catalogues without gettext installed: finding, merging, checking and compiling texts.

The one entry is the management command `messages`; every function here is plain Python over folders.
"""

"""Guards that need a real browser: what the eye, the keyboard and the screen reader meet."""

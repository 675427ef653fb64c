"""Settings, read from the environment. `base` is what runs; `test` is what the suite runs on."""

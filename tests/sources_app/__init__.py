"""A small app that puts its dates on the wheel. It knows the registry, and nothing of `events`."""

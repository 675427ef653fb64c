"""A provider of OpenID Connect to sign in at over real HTTP, truthful or lying."""

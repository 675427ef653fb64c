"""Pictures of what the app's lists hold."""

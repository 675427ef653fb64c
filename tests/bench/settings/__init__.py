"""The settings of the two servers of the bench: the portal as it is deployed, and plain Django."""

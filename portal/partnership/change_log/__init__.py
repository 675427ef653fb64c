"""The change log in words. What each logged thing is called, the apps that own it register in `things`."""

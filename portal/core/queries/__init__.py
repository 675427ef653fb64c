"""Questions to what core keeps."""

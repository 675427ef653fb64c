"""One loader for each section of the partnership's file."""

"""What happens to the mail and the signs of life that core keeps."""

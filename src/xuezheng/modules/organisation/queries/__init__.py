"""What is read, within what the post may see."""

"""What bulletins are made of: templates that ship, words, figures as they were, the papers written from them."""

"""Reading forms, collections and reports, within what the post may see."""

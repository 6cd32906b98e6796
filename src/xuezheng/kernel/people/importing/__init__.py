"""Reading tables of people with their accounts and posts, and saying what is wrong with them before anything is written."""

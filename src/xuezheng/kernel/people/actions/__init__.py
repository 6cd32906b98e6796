"""What can be done with people, accounts and posts, one file each."""

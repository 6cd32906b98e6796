"""Reading rounds, results, experts and reviews, within what the post may see."""

"""What imports alone do not show: each check is a plain function over a tree or over models, proven by a violation."""

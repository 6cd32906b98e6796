"""Signing in: what is shown, how often it may fail, how long it lasts. Apart, since nothing else may touch secrets."""

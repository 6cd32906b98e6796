"""The top floor: composes settings, urls, shell, home, search and the command line. Nothing imports it."""

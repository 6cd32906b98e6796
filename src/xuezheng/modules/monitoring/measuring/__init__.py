"""What joins the engines: records of the lake read for the indicators, what targets ask, how far and how fast."""

"""Databases of others from which rows are drawn: the operator's list of them, and the reading of one query's rows."""

"""Corrections: their list, asking for one beside the value, answering one."""

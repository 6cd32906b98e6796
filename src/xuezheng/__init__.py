"""Xuezheng (学政): from a government's yearly work points to measured, evidenced results."""

VERSION = "0.1.0"

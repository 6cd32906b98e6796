"""The model as PDF, set by typst."""

"""Figures by region that more than one package's rows go into: the map on the home page and its pages for each city."""

"""Metadata packages: a year's definitions, forms and templates in one file, for another installation."""

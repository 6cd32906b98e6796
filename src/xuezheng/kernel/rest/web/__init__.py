"""Addresses of the API, its documentation page, and the middleware that lets no error leave it in another shape."""

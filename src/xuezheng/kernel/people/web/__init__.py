"""Pages of people and sign-in, and the middleware that binds the acting post to each request."""

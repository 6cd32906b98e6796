"""Engines: domain-neutral machines on the kernel, which the modules put to work."""

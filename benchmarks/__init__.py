"""Measurements: each module with `run() -> list[Table]` is one benchmark, run by `./run bench NAME` in a process of its own."""

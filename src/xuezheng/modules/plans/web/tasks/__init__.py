"""Pages of tasks at units: board, progress, acceptance, the three lists."""

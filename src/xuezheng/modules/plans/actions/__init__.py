"""What can be done with plans, one use case a file. Every act checks, locks, changes, journals and announces."""

"""What can be done, one use case a file, by subject. Every act checks, locks, changes, journals and announces."""

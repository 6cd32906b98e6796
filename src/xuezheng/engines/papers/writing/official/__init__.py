"""Official documents after GB/T 9704-2012: one model of blocks, written as Word, as PDF and for the web."""

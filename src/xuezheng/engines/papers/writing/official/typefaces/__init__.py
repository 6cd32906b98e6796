"""Which fonts this machine has for Chinese documents, and which characters stand in them."""

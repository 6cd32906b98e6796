"""Pages of targets: binding, shares, evidence, takeover, the plan's home."""

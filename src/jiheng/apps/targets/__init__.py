"""Performance targets: indicator trees, review, versions."""

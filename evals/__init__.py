"""How well and how fast it works, measured: benchmarks and, beside them, notes of what was tried."""

"""The smallest programs that let libraries share a folder; the benchmark starts each in a process of its own."""

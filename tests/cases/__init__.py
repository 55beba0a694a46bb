"""The table of search cases: a small catalogue and the answers worked out by hand from the design."""

"""The audit of a corpus: how people judged beside what the rules propose, and what was left undone."""

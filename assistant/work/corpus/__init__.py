"""A corpus: many cases as tables, read from files or a store, and judged at once by a sweep."""

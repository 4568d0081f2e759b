"""The interview line by line: what it tells, what a line means, and what is done with it."""

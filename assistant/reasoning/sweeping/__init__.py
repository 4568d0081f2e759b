"""The parts of the sweep: tests on answers as they were given, masks of rules, and the SQL of each stage."""

"""The command line: every task of the program as a command, scriptable and complete in plain text."""

"""The app in a browser, for a team: one server, and for each person who signs in a process of their own.

The server never holds a connection to the store nor keeps a password: both are in the person's process.
"""

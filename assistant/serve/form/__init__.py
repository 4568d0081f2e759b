"""The plain form of the interview: the same questions on pages of their own, without a canvas and without a script.

What its pages tell and take is worked out in a person's own process; the server only writes the pages.
"""

"""Who did what, when, in words: an append-only list of events.

Owns: Event, record(), the history piece of any object. May import: accounts.
"""

"""The user, and nothing else: e-mail sign-in, language, time zone, theme.

Owns: User, the account pages, session limits. May import: nothing of the portal.
"""

"""REST: router, tokens, throttles, schema and its page. Part of the roof.

Owns: Token, ThrottleWindow. May import: everything.
"""

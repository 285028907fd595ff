"""Agreements between local governments and UNHCR: the second storey.

Owns: agreements, technical committees, action plans.
May import: `networks` and the ground floor of `solidarity`.
"""

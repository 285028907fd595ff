"""Agreements between local governments and UNHCR: the second storey.

Owns: agreements, their documents, approvals, signatories, rulings.
May import: `networks` and the ground floor of `solidarity`.
"""

"""Durable background work: the row is the truth, a queue message only a hint.

Owns: Job, claim, lease, progress, sweep, the embedded worker, the warm child.
May import: workflow, audit, accounts.
"""

"""Questionnaires and self-assessments against the ten criteria: the third storey.

Owns: questionnaires, rounds, answers, scores.
May import: `agreements`, `networks` and the ground floor of `solidarity`.
"""

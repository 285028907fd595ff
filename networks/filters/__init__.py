"""How lists are narrowed: one FilterSet for page, API and export.

Owns: the filters of places, practices, networks and events, and the chips that show them. May import: models.
"""

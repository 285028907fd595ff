"""Places, networks, practices and events, and who serves where: the first storey.

Owns: countries, municipalities, networks, practices, events, criteria, vocabularies, postings, roles.
May import: the ground floor of `solidarity`.
"""

"""Pages about the programme and the portal itself: home, the initiative, open data, accessibility, privacy.

Owns no data. May import: every storey below.
"""

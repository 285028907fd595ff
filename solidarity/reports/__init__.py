"""Reports one asks for and gets when they are made: a city's progress as PDF and as a page.

Owns: Report, the kinds, what they say (builders), how it becomes HTML and PDF, the pages and the API.
May import: every storey below; it changes none of them.
"""

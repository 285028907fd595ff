"""Pages of places, networks, practices, events and criteria. They only translate: no rule lives here.

May import: filters, models, access, solidarity.web, solidarity.charts, solidarity.audit.
"""

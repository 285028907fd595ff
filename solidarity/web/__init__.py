"""What every page and endpoint is made of: base views, pieces for htmx, errors, sheets.

May import: charts, jobs, workflow, audit, accounts.
"""

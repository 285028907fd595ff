"""Events are added and never changed: the database refuses everything else."""

from solidarity.audit.guards import Guard

MESSAGE = "Audit events are only ever added."
GUARDS = (
    Guard("audit_event", "UPDATE", MESSAGE),
    Guard("audit_event", "DELETE", MESSAGE),
)

"""What the portal takes, beside what the same work takes without it, in one run on one machine."""

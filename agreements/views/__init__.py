"""Pages of agreements: the list, one agreement, its steps, its approvals, its documents."""

"""The fault suite: real processes, killed and frozen while a report is asked for or made."""

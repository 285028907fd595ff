"""The progress report of a city: what it says (contents), and where that is read (build)."""

"""Files that people hand in: checked by content, kept under random names, given out only through a view.

Owns: StoredFile. Who may see one is decided by the object it belongs to; a file has no address of its own.
May import: solidarity.web and what lies below it.
"""

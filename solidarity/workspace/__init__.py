"""Where a signed-in person arrives: who one is here, and what is one's own.

Owns: the page under workspace/. It reads every storey and changes none.
"""

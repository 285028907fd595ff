"""Reference data of this storey: the instruments that public sources name, the ruling, related instruments.

Reading is pure and collects every mistake; writing happens in the one transaction of the load command.
"""

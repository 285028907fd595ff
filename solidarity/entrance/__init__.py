"""Coming in and going out: sign-in, passwords, one's own account, signed-in devices.

Owns: the pages under account/, how allauth behaves here, the door of the administration pages.
May import: the ground floor, and networks to know whose country a person serves.
"""

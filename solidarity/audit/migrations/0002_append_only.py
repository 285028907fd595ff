from django.db import migrations

from solidarity.audit.append_only import GUARDS
from solidarity.audit.guards import lift_guards, set_guards


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunPython(
            lambda _apps, editor: set_guards(GUARDS, editor),
            lambda _apps, editor: lift_guards(GUARDS, editor),
        ),
    ]

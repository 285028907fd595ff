from django.db import migrations

from assessments.frozen import GUARDS
from solidarity.audit.guards import lift_guards, set_guards


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial")]

    operations = [
        migrations.RunPython(
            lambda _apps, editor: set_guards(GUARDS, editor),
            lambda _apps, editor: lift_guards(GUARDS, editor),
        ),
    ]

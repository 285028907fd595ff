from django.db import migrations

from assessments.frozen import RESULT_GUARDS
from solidarity.audit.guards import lift_guards, set_guards


class Migration(migrations.Migration):
    dependencies = [("assessments", "0003_assessments")]

    operations = [
        migrations.RunPython(
            lambda _apps, editor: set_guards(RESULT_GUARDS, editor),
            lambda _apps, editor: lift_guards(RESULT_GUARDS, editor),
        ),
    ]

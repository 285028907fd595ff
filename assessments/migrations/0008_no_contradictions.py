from django.db import migrations, models


def settle(apps, _editor):
    """Take the half out of each contradiction that no score ever used; the versions keep what was sent.

    These states count without a level, and what is not one's competence is outside the municipal reading
    whatever the competence says.
    """
    answers = apps.get_model("assessments", "Answer").objects
    answers.filter(state__in=["not_applicable", "not_known"], level__isnull=False).update(level=None)
    answers.filter(state="not_our_competence", competence="municipal").update(competence="")


class Migration(migrations.Migration):
    dependencies = [("assessments", "0007_words")]

    operations = [
        migrations.RunPython(settle, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["not_applicable", "not_known"]), _negated=True),
                    ("level__isnull", True),
                    _connector="OR",
                ),
                name="answer_without_level_has_none",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "not_our_competence"), _negated=True),
                    models.Q(("competence", "municipal"), _negated=True),
                    _connector="OR",
                ),
                name="answer_not_our_competence_is_not_municipal",
            ),
        ),
    ]

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0006_round_rules'),
        ('networks', '0002_words'),
    ]

    operations = [
        migrations.AlterField(
            model_name='question',
            name='criterion',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='networks.criterion', verbose_name='criterion'),
        ),
        migrations.AlterField(
            model_name='question',
            name='questionnaire',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='assessments.questionnaire', verbose_name='questionnaire'),
        ),
    ]

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('networks', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='country',
            name='sources',
            field=models.ManyToManyField(blank=True, related_name='+', to='networks.source', verbose_name='sources'),
        ),
        migrations.AlterField(
            model_name='criterion',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='networks.source', verbose_name='source'),
        ),
        migrations.AlterField(
            model_name='event',
            name='country',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='networks.country', verbose_name='country'),
        ),
        migrations.AlterField(
            model_name='event',
            name='municipalities',
            field=models.ManyToManyField(blank=True, related_name='events', to='networks.municipality', verbose_name='municipalities'),
        ),
        migrations.AlterField(
            model_name='event',
            name='networks',
            field=models.ManyToManyField(blank=True, related_name='events', to='networks.network', verbose_name='networks'),
        ),
        migrations.AlterField(
            model_name='event',
            name='other_sources',
            field=models.ManyToManyField(blank=True, related_name='+', to='networks.source', verbose_name='other sources'),
        ),
        migrations.AlterField(
            model_name='event',
            name='precision',
            field=models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=5, verbose_name='precision of the date'),
        ),
        migrations.AlterField(
            model_name='event',
            name='source',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='networks.source', verbose_name='source'),
        ),
        migrations.AlterField(
            model_name='historicalmunicipality',
            name='country',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='networks.country', verbose_name='country'),
        ),
        migrations.AlterField(
            model_name='historicalmunicipality',
            name='joined_precision',
            field=models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=5, verbose_name='precision of the date'),
        ),
        migrations.AlterField(
            model_name='historicalmunicipality',
            name='source',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='networks.source', verbose_name='source'),
        ),
        migrations.AlterField(
            model_name='membership',
            name='municipality',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='networks.municipality', verbose_name='municipality'),
        ),
        migrations.AlterField(
            model_name='membership',
            name='network',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='networks.network', verbose_name='network'),
        ),
        migrations.AlterField(
            model_name='municipality',
            name='country',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='municipalities', to='networks.country', verbose_name='country'),
        ),
        migrations.AlterField(
            model_name='municipality',
            name='joined_precision',
            field=models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=5, verbose_name='precision of the date'),
        ),
        migrations.AlterField(
            model_name='municipality',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='networks.source', verbose_name='source'),
        ),
        migrations.AlterField(
            model_name='network',
            name='countries',
            field=models.ManyToManyField(blank=True, related_name='networks', to='networks.country', verbose_name='countries'),
        ),
        migrations.AlterField(
            model_name='network',
            name='members',
            field=models.ManyToManyField(blank=True, related_name='networks', through='networks.Membership', to='networks.municipality', verbose_name='members'),
        ),
        migrations.AlterField(
            model_name='network',
            name='since_precision',
            field=models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=5, verbose_name='precision of the date'),
        ),
        migrations.AlterField(
            model_name='network',
            name='sources',
            field=models.ManyToManyField(blank=True, related_name='+', to='networks.source', verbose_name='sources'),
        ),
        migrations.AlterField(
            model_name='posting',
            name='country',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='networks.country', verbose_name='country'),
        ),
        migrations.AlterField(
            model_name='posting',
            name='municipality',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='networks.municipality', verbose_name='municipality'),
        ),
        migrations.AlterField(
            model_name='posting',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='networks.organisation', verbose_name='organisation'),
        ),
        migrations.AlterField(
            model_name='posting',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postings', to=settings.AUTH_USER_MODEL, verbose_name='user'),
        ),
        migrations.AlterField(
            model_name='practice',
            name='country',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='practices', to='networks.country', verbose_name='country'),
        ),
        migrations.AlterField(
            model_name='practice',
            name='criteria',
            field=models.ManyToManyField(blank=True, related_name='practices', to='networks.criterion', verbose_name='criteria'),
        ),
        migrations.AlterField(
            model_name='practice',
            name='municipality',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='practices', to='networks.municipality', verbose_name='municipality'),
        ),
        migrations.AlterField(
            model_name='practice',
            name='other_sources',
            field=models.ManyToManyField(blank=True, related_name='+', to='networks.source', verbose_name='other sources'),
        ),
        migrations.AlterField(
            model_name='practice',
            name='source',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='networks.source', verbose_name='source'),
        ),
        migrations.AlterField(
            model_name='term',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='networks.source', verbose_name='source'),
        ),
        migrations.AlterField(
            model_name='term',
            name='vocabulary',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='networks.vocabulary', verbose_name='vocabulary'),
        ),
        migrations.AlterField(
            model_name='vocabulary',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='networks.source', verbose_name='source'),
        ),
    ]

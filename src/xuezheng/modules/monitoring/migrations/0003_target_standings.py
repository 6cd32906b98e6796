"""How targets stand at units, under row-level security."""

from django.db import migrations, models

from xuezheng.kernel.scope.policies import scope_table


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0002_bulletins")]

    operations = [
        migrations.CreateModel(
            name="TargetStanding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("target_id", models.UUIDField()),
                ("code", models.CharField(max_length=60)),
                ("period", models.CharField(max_length=12)),
                ("asked", models.FloatField()),
                ("value", models.FloatField(null=True)),
                ("shortfall", models.FloatField()),
                ("missing", models.FloatField()),
                ("short_units", models.PositiveIntegerField()),
                ("closing_units", models.PositiveIntegerField()),
                ("closable", models.BooleanField()),
                ("effort", models.FloatField(null=True)),
                ("places", models.JSONField(default=list)),
                ("run_id", models.UUIDField()),
                ("computed_at", models.DateTimeField()),
            ],
            options={
                "db_table": "monitoring_standing",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("target_id", "unit_path", "period"), name="one_standing_of_a_target"
                    )
                ],
                "indexes": [models.Index(fields=["code", "period"], name="standings_of_indicator")],
            },
        ),
        scope_table("monitoring_standing"),
    ]

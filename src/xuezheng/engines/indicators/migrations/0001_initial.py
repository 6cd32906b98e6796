"""Versions of definitions, runs and values; runs are told to all below the place that computed."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from xuezheng.kernel.scope import policies


class Migration(migrations.Migration):
    initial = True

    dependencies = [("scope", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="IndicatorVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=60)),
                ("number", models.PositiveIntegerField()),
                ("fingerprint", models.CharField(max_length=64)),
                ("definition", models.JSONField()),
                ("loaded_at", models.DateTimeField()),
            ],
            options={
                "db_table": "indicators_version",
                "constraints": [models.UniqueConstraint(fields=("code", "number"), name="one_indicator_version")],
            },
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("table", models.CharField(max_length=60)),
                ("period", models.CharField(max_length=12)),
                ("number", models.PositiveIntegerField()),
                ("versions", models.JSONField(default=dict)),
                ("inputs", models.JSONField(default=dict)),
                ("parts", models.JSONField(default=list)),
                ("units", models.PositiveIntegerField(default=0)),
                ("whole", models.BooleanField(default=True)),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField()),
            ],
            options={
                "db_table": "indicators_run",
                "constraints": [
                    models.UniqueConstraint(fields=("unit_path", "table", "period", "number"), name="one_indicator_run")
                ],
            },
        ),
        migrations.CreateModel(
            name="IndicatorValue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("table", models.CharField(max_length=60)),
                ("code", models.CharField(max_length=60)),
                ("period", models.CharField(max_length=12)),
                ("dims", models.CharField(blank=True, max_length=200)),
                ("value", models.FloatField(null=True)),
                ("components", models.JSONField(default=dict)),
                ("version", models.PositiveIntegerField()),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="indicators.run"
                    ),
                ),
            ],
            options={
                "db_table": "indicators_value",
                "indexes": [models.Index(fields=["period", "table", "unit_path"], name="indicator_values_of_table")],
                "constraints": [
                    models.UniqueConstraint(fields=("period", "code", "unit_path", "dims"), name="one_indicator_value"),
                    models.CheckConstraint(
                        condition=models.Q(("code", ""), _negated=True), name="indicator_value_has_code"
                    ),
                ],
            },
        ),
        policies.scope_table("indicators_run", also_readable=policies.ANCESTORS),
        policies.scope_table("indicators_value"),
    ]

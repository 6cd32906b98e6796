"""Files of units on their way in, under row-level security."""

import uuid

from django.db import migrations, models

from xuezheng.kernel.scope import policies


class Migration(migrations.Migration):
    dependencies = [
        ("units", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="UnitImport",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("filename", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.BinaryField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("checked", "checked"),
                            ("running", "running"),
                            ("done", "done"),
                            ("failed", "failed"),
                        ],
                        default="checked",
                        max_length=10,
                    ),
                ),
                ("rows", models.PositiveIntegerField()),
                ("wrong", models.PositiveIntegerField()),
                ("kinds", models.JSONField()),
                ("message", models.TextField(blank=True)),
                ("run_id", models.UUIDField(null=True)),
                ("checked_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "units_import",
            },
        ),
        policies.scope_table("units_import"),
    ]

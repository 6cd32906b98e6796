"""Files handed in, under row-level security; none is shared with other units."""

import uuid

from django.db import migrations, models

from xuezheng.kernel.scope.policies import scope_table


class Migration(migrations.Migration):
    dependencies = [("lake", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Upload",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("table", models.CharField(max_length=63)),
                ("period", models.CharField(max_length=12)),
                ("filename", models.CharField(max_length=200)),
                ("bytes", models.PositiveBigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("checking", "is being checked"),
                            ("checked", "checked"),
                            ("loading", "is being loaded"),
                            ("loaded", "loaded"),
                            ("failed", "failed"),
                        ],
                        default="checking",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("rows", models.PositiveBigIntegerField(default=0)),
                ("wrong", models.PositiveBigIntegerField(default=0)),
                ("message", models.TextField(blank=True)),
                ("run_id", models.UUIDField(null=True)),
                ("snapshot", models.PositiveIntegerField(null=True)),
                ("uploaded_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "lake_upload",
                "indexes": [models.Index(fields=["table", "-uploaded_at"], name="upload_of_table")],
            },
        ),
        scope_table("lake_upload", shareable=False),
    ]

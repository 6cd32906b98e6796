"""The lists of parts and snapshots, under row-level security. Units below read them too: their rows lie in those files."""

import uuid

from django.db import migrations, models

from xuezheng.kernel.scope.policies import ANCESTORS, scope_table


class Migration(migrations.Migration):
    initial = True

    dependencies = [("scope", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Part",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("table", models.CharField(max_length=63)),
                ("period", models.CharField(max_length=12)),
                ("added_in", models.PositiveIntegerField()),
                ("dropped_in", models.PositiveIntegerField(null=True)),
                ("rows", models.PositiveBigIntegerField()),
                ("bytes", models.PositiveBigIntegerField()),
                ("fingerprint", models.CharField(max_length=64)),
            ],
            options={
                "db_table": "lake_part",
                "indexes": [models.Index(fields=["table", "period", "unit_path"], name="part_by_place")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dropped_in", None), ("dropped_in__gt", models.F("added_in")), _connector="OR"
                        ),
                        name="part_dropped_after_added",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("table", models.CharField(max_length=63, verbose_name="table")),
                ("period", models.CharField(max_length=12, verbose_name="period")),
                ("number", models.PositiveIntegerField(verbose_name="snapshot")),
                ("rows", models.PositiveBigIntegerField(verbose_name="rows loaded")),
                ("bytes", models.PositiveBigIntegerField(verbose_name="bytes")),
                ("fingerprint", models.CharField(max_length=64, verbose_name="fingerprint")),
                ("source", models.CharField(max_length=200, verbose_name="source")),
                ("loader_title", models.CharField(max_length=200, verbose_name="loaded by")),
                ("loaded_at", models.DateTimeField(verbose_name="loaded at")),
                ("is_kept", models.BooleanField(default=True)),
            ],
            options={
                "db_table": "lake_snapshot",
                "constraints": [
                    models.UniqueConstraint(fields=("table", "period", "number"), name="snapshots_are_numbered")
                ],
            },
        ),
        scope_table("lake_part", also_readable=ANCESTORS),
        scope_table("lake_snapshot", also_readable=ANCESTORS),
    ]

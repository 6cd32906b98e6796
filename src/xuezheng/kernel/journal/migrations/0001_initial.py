"""The tables of the package, under row-level security."""

import uuid

from django.db import migrations, models

from xuezheng.kernel.scope import policies


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("unit_path", models.CharField(db_collation="C", max_length=200)),
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("at", models.DateTimeField()),
                ("person_id", models.UUIDField(null=True)),
                ("person_name", models.CharField(max_length=100)),
                ("post_id", models.UUIDField(null=True)),
                ("post_title", models.CharField(max_length=300)),
                ("act", models.CharField(max_length=80)),
                ("object_kind", models.CharField(max_length=80)),
                ("object_id", models.CharField(max_length=80)),
                ("object_name", models.CharField(max_length=300)),
                ("before", models.JSONField(null=True)),
                ("after", models.JSONField(null=True)),
                ("origin", models.CharField(blank=True, max_length=60)),
                ("request_id", models.CharField(blank=True, max_length=60)),
            ],
            options={
                "db_table": "journal_entry",
                "indexes": [
                    models.Index(fields=["unit_path", "at"], name="journal_by_unit"),
                    models.Index(fields=["object_id", "object_kind", "-at"], name="journal_by_object"),
                    models.Index(fields=["person_id", "-at"], name="journal_by_person"),
                    models.Index(fields=["person_name", "-at"], name="journal_by_name"),
                    models.Index(fields=["at", "id"], name="journal_by_time"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Leaf",
            fields=[
                ("position", models.BigIntegerField(primary_key=True, serialize=False)),
                ("entry_id", models.BigIntegerField(unique=True)),
                ("hash", models.BinaryField(max_length=32)),
            ],
            options={"db_table": "journal_leaf"},
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("size", models.BigIntegerField(db_index=True)),
                ("root", models.BinaryField(max_length=32)),
                ("frontier", models.BinaryField()),
                ("sealed_at", models.DateTimeField()),
                ("floor_id", models.BigIntegerField()),
                ("seen_id", models.BigIntegerField()),
                ("seen_xmax", models.BigIntegerField()),
            ],
            options={"db_table": "journal_seal"},
        ),
        migrations.CreateModel(
            name="Node",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("level", models.SmallIntegerField()),
                ("place", models.BigIntegerField()),
                ("hash", models.BinaryField(max_length=32)),
            ],
            options={
                "db_table": "journal_node",
                "constraints": [models.UniqueConstraint(fields=("level", "place"), name="one_node_per_place")],
            },
        ),
        policies.scope_table("journal_entry"),
        policies.forbid_changes("journal_entry"),
        policies.forbid_changes("journal_leaf"),
        policies.forbid_changes("journal_seal"),
        policies.forbid_changes("journal_node"),
    ]

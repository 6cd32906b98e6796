"""The tables of the package, under row-level security."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from xuezheng.kernel.scope import policies


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="StoredContent",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.BigIntegerField()),
                ("media_type", models.CharField(max_length=120)),
                ("stored_at", models.DateTimeField()),
            ],
            options={
                "db_table": "files_content",
                "indexes": [models.Index(fields=["sha256"], name="content_by_hash")],
                "constraints": [models.UniqueConstraint(fields=("unit_path", "sha256"), name="one_content_per_unit")],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "content",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedcontent"
                    ),
                ),
                ("object_kind", models.CharField(max_length=80)),
                ("object_id", models.CharField(max_length=200)),
                ("object_name", models.CharField(max_length=300, verbose_name="belongs to")),
                ("name", models.CharField(max_length=200, verbose_name="file")),
                ("added_at", models.DateTimeField(verbose_name="added")),
                ("person_id", models.UUIDField(null=True)),
                ("person_name", models.CharField(max_length=100, verbose_name="added by")),
            ],
            options={
                "db_table": "files_attachment",
                "indexes": [
                    models.Index(fields=["object_kind", "object_id"], name="attachment_by_object"),
                    models.Index(fields=["added_at", "id"], name="attachment_by_time"),
                    models.Index(fields=["name", "id"], name="attachment_by_name"),
                ],
            },
        ),
        policies.scope_table("files_content"),
        policies.scope_table("files_attachment"),
    ]

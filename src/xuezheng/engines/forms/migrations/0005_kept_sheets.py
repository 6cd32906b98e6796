"""Uploaded files of answers, under row-level security; no grant of a unit's rows opens them."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from xuezheng.kernel.scope import policies


class Migration(migrations.Migration):
    dependencies = [
        ("forms", "0004_due_handover"),
    ]

    operations = [
        migrations.CreateModel(
            name="SheetUpload",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("filename", models.CharField(max_length=200, verbose_name="file")),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                (
                    "state",
                    models.CharField(
                        choices=[("judged", "looked at"), ("applying", "being written"), ("applied", "written")],
                        default="judged",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("reports", models.PositiveIntegerField(verbose_name="reports that change")),
                ("answers", models.PositiveIntegerField(verbose_name="answers that change")),
                ("clashes", models.PositiveIntegerField(verbose_name="clashes")),
                ("refused", models.PositiveIntegerField(verbose_name="refused")),
                ("replacing", models.JSONField(default=list)),
                ("reached", models.CharField(blank=True, db_collation="C", max_length=200)),
                ("written_reports", models.PositiveIntegerField(default=0)),
                ("written_answers", models.PositiveIntegerField(default=0)),
                ("left", models.JSONField(default=list)),
                ("run_id", models.UUIDField(null=True)),
                ("uploaded_at", models.DateTimeField(verbose_name="uploaded at")),
                ("applied_at", models.DateTimeField(null=True, verbose_name="applied at")),
                (
                    "collection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="forms.collection"
                    ),
                ),
            ],
            options={
                "db_table": "forms_sheet_upload",
                "indexes": [models.Index(fields=["unit_path", "-uploaded_at"], name="sheet_uploads_newest")],
            },
        ),
        policies.scope_table("forms_sheet_upload", shareable=False),
    ]

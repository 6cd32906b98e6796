"""Corrections of values that forms take from elsewhere."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from xuezheng.kernel.scope import policies


class Migration(migrations.Migration):
    dependencies = [
        ("forms", "0001_forms"),
        ("units", "0004_searchable"),
    ]

    operations = [
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("owner_path", models.CharField(db_collation="C", max_length=200)),
                ("field", models.CharField(max_length=60, verbose_name="field")),
                ("field_title", models.CharField(max_length=200, verbose_name="field")),
                ("source", models.CharField(max_length=130, verbose_name="source")),
                ("value", models.CharField(blank=True, max_length=200, verbose_name="value at the source")),
                ("claimed", models.CharField(max_length=200, verbose_name="said to be right")),
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
                ("asked_by", models.CharField(max_length=60, verbose_name="asked by")),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                ("due_on", models.DateField(verbose_name="to be answered by")),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("put_right", "put right at the source"), ("stands", "the value stands")],
                        default="",
                        max_length=10,
                        verbose_name="answer",
                    ),
                ),
                ("answer_words", models.CharField(blank=True, max_length=500, verbose_name="words of the answer")),
                ("answered_by", models.CharField(blank=True, max_length=60, verbose_name="answered by")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="answered at")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "report",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="forms.report"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"
                    ),
                ),
            ],
            options={
                "db_table": "forms_correction",
                "indexes": [
                    models.Index(fields=["owner_path", "answered_at", "due_on"], name="correction_by_owner"),
                    models.Index(fields=["report", "asked_at"], name="corrections_of_report"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at", None)),
                        fields=("report", "field"),
                        name="one_open_correction_of_a_field",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at", None)),
                            models.Q(("answered_at__isnull", False), models.Q(("answer", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="correction_answered_with_its_time",
                    ),
                ],
            },
        ),
        policies.scope_table("forms_correction"),
    ]

"""Forms, collections and reports under row-level security. What is in force is readable for all below who made it."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from xuezheng.kernel.scope import policies

IN_FORCE_ABOVE = f"state <> 'draft' AND {policies.ANCESTORS}"


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("units", "0004_searchable"),
    ]

    operations = [
        migrations.CreateModel(
            name="FormEdition",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=60, verbose_name="code")),
                ("number", models.PositiveIntegerField(verbose_name="edition")),
                ("title_zh", models.CharField(max_length=120, verbose_name="Chinese title")),
                ("title_en", models.CharField(max_length=200, verbose_name="English title")),
                ("text", models.TextField(verbose_name="declaration")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("published", "published"), ("withdrawn", "withdrawn")],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("asked", models.PositiveIntegerField(default=0, verbose_name="fields asked")),
                ("filled", models.PositiveIntegerField(default=0, verbose_name="fields filled already")),
                ("minutes", models.PositiveIntegerField(default=0, verbose_name="minutes estimated")),
                ("overrides", models.JSONField(default=list)),
                ("changed_at", models.DateTimeField(verbose_name="changed at")),
                ("published_at", models.DateTimeField(null=True, verbose_name="published at")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "db_table": "forms_edition",
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "code", "number"), name="form_edition_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")), fields=("unit", "code"), name="one_draft_of_a_form"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at", None), ("state", "draft")),
                            models.Q(models.Q(("state", "draft"), _negated=True), ("published_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="form_published_with_its_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Collection",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=160, verbose_name="title")),
                ("period", models.CharField(max_length=12, verbose_name="period")),
                ("below_path", models.CharField(db_collation="C", max_length=200)),
                ("as_of", models.DateField(verbose_name="units as of")),
                ("opens_at", models.DateTimeField(verbose_name="opens at")),
                ("due_at", models.DateTimeField(verbose_name="due at")),
                ("closes_at", models.DateTimeField(verbose_name="closes at")),
                ("contact", models.CharField(blank=True, max_length=200, verbose_name="contact")),
                ("purpose", models.CharField(blank=True, max_length=300, verbose_name="what it is for")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="unit",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="forms.formedition",
                        verbose_name="form",
                    ),
                ),
            ],
            options={
                "db_table": "forms_collection",
                "indexes": [models.Index(fields=["unit_path", "-due_at", "id"], name="collection_by_due")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "edition", "period", "below_path"), name="collected_once_a_period"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closes_at__gte", models.F("due_at")), ("due_at__gt", models.F("opens_at"))
                        ),
                        name="collection_days_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("answers", models.JSONField(default=dict)),
                ("filled", models.JSONField(default=dict)),
                ("rows", models.JSONField(default=dict)),
                ("errors", models.PositiveIntegerField(default=0, verbose_name="errors")),
                ("warnings", models.PositiveIntegerField(default=0, verbose_name="warnings")),
                ("missing", models.PositiveIntegerField(default=0, verbose_name="still empty")),
                ("desk_path", models.CharField(blank=True, db_collation="C", default="", max_length=200)),
                ("changed_at", models.DateTimeField(null=True, verbose_name="changed at")),
                ("first_submitted_at", models.DateTimeField(null=True, verbose_name="first submitted at")),
                ("submitted_at", models.DateTimeField(null=True, verbose_name="submitted at")),
                ("submitted_by", models.UUIDField(null=True, verbose_name="person who submitted")),
                ("accepted_at", models.DateTimeField(null=True, verbose_name="accepted at")),
                ("returned_at", models.DateTimeField(null=True, verbose_name="returned at")),
                ("return_reason", models.CharField(blank=True, max_length=500, verbose_name="reason of the return")),
                ("changed_after_acceptance", models.BooleanField(default=False)),
                ("reopened_until", models.DateTimeField(null=True, verbose_name="re-opened until")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "collection",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="forms.collection",
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
                "db_table": "forms_report",
                "indexes": [
                    models.Index(fields=["collection", "unit_path", "id"], name="report_by_place"),
                    models.Index(fields=["unit", "collection"], name="report_by_unit"),
                    models.Index(
                        condition=models.Q(("desk_path", ""), _negated=True),
                        fields=["desk_path", "collection"],
                        name="report_on_desk",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("collection", "unit"), name="one_report_of_a_unit"),
                    models.CheckConstraint(
                        condition=models.Q(("accepted_at", None), ("submitted_at__isnull", False), _connector="OR"),
                        name="report_accepted_after_submission",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("desk_path", ""),
                            models.Q(("accepted_at", None), ("submitted_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="report_on_a_desk_is_submitted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("field", models.CharField(blank=True, max_length=60, verbose_name="field")),
                ("words", models.CharField(max_length=500, verbose_name="words")),
                ("person_name", models.CharField(max_length=60, verbose_name="name")),
                ("unit_name", models.CharField(max_length=120, verbose_name="of")),
                ("made_at", models.DateTimeField(verbose_name="made at")),
                (
                    "report",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="forms.report"
                    ),
                ),
            ],
            options={
                "db_table": "forms_remark",
                "indexes": [models.Index(fields=["report", "made_at", "id"], name="remarks_in_order")],
            },
        ),
        migrations.CreateModel(
            name="AnswerChange",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("field", models.CharField(max_length=60, verbose_name="field")),
                ("table", models.CharField(blank=True, max_length=60, verbose_name="table")),
                ("before", models.JSONField(null=True)),
                ("after", models.JSONField(null=True)),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("page", "in the page"),
                            ("file", "by file"),
                            ("rest", "by a program"),
                            ("source", "from its source"),
                        ],
                        max_length=8,
                        verbose_name="way",
                    ),
                ),
                ("person_name", models.CharField(max_length=60, verbose_name="name")),
                ("changed_at", models.DateTimeField(verbose_name="changed at")),
                (
                    "report",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="forms.report"
                    ),
                ),
            ],
            options={
                "db_table": "forms_answer_change",
                "indexes": [models.Index(fields=["report", "-changed_at", "-id"], name="changes_newest_first")],
            },
        ),
        migrations.CreateModel(
            name="ReportStep",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("submitted", "submitted"),
                            ("passed", "accepted and passed on"),
                            ("accepted", "accepted"),
                            ("returned", "returned"),
                            ("withdrawn", "taken back"),
                            ("reopened", "opened again"),
                        ],
                        max_length=10,
                        verbose_name="step",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=500, verbose_name="words")),
                ("person_name", models.CharField(max_length=60, verbose_name="name")),
                ("unit_name", models.CharField(max_length=120, verbose_name="of")),
                ("taken_at", models.DateTimeField(verbose_name="taken at")),
                (
                    "report",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="forms.report"
                    ),
                ),
            ],
            options={
                "db_table": "forms_report_step",
                "indexes": [models.Index(fields=["report", "taken_at", "id"], name="report_steps_in_order")],
            },
        ),
        policies.scope_table("forms_edition", also_readable=IN_FORCE_ABOVE),
        policies.scope_table("forms_collection", also_readable=policies.ANCESTORS),
        policies.scope_table("forms_report"),
        policies.scope_table("forms_answer_change"),
        policies.scope_table("forms_report_step"),
        policies.scope_table("forms_remark"),
        policies.forbid_changes("forms_answer_change"),
        policies.forbid_changes("forms_report_step"),
        policies.forbid_changes("forms_remark"),
    ]

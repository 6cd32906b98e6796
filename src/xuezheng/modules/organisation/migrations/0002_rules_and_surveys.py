"""Rule documents with editions, surveys with parts and uses; what is shared may be read by everybody below."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from xuezheng.kernel.scope import policies

SHARED = f"shared AND {policies.ANCESTORS}"


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0001_bodies_and_meetings"),
        ("units", "0004_searchable"),
    ]

    operations = [
        migrations.CreateModel(
            name="Rule",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=200, verbose_name="title of the rule")),
                ("drafted_at", models.DateTimeField(verbose_name="drafted at")),
                ("shared", models.BooleanField(default=False)),
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
                "db_table": "organisation_rule",
                "indexes": [models.Index(fields=["drafted_at", "id"], name="rule_by_time")],
                "constraints": [models.UniqueConstraint(fields=("unit", "title"), name="one_rule_a_title")],
            },
        ),
        migrations.CreateModel(
            name="RuleEdition",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField(verbose_name="edition")),
                ("summary", models.TextField(blank=True, verbose_name="what it lays down")),
                ("doc_number", models.CharField(blank=True, max_length=60, verbose_name="document number")),
                ("issued_on", models.DateField(null=True, verbose_name="issued on")),
                ("in_force_from", models.DateField(null=True, verbose_name="in force from")),
                ("replaced_on", models.DateField(null=True, verbose_name="replaced on")),
                ("repealed_on", models.DateField(null=True, verbose_name="repealed on")),
                ("repeal_reason", models.CharField(blank=True, max_length=300, verbose_name="why it was repealed")),
                ("shared", models.BooleanField(default=False)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="organisation.rule"
                    ),
                ),
            ],
            options={
                "db_table": "organisation_rule_edition",
                "constraints": [
                    models.UniqueConstraint(fields=("rule", "number"), name="rule_edition_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("issued_on", None)), fields=("rule",), name="one_draft_a_rule"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("shared", False), ("issued_on__isnull", False), _connector="OR"),
                        name="only_issued_rules_are_shared",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("issued_on", None), ("in_force_from__gte", models.F("issued_on")), _connector="OR"
                        ),
                        name="rule_in_force_after_issue",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Survey",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("question", models.CharField(max_length=200, verbose_name="question")),
                ("purpose", models.TextField(blank=True, verbose_name="purpose")),
                ("conductor", models.CharField(blank=True, max_length=200, verbose_name="conducted by")),
                ("begins_on", models.DateField(verbose_name="begins on")),
                ("ends_on", models.DateField(verbose_name="ends on")),
                ("shared", models.BooleanField(default=True)),
                ("results", models.TextField(blank=True, verbose_name="results")),
                ("concluded_on", models.DateField(null=True, verbose_name="concluded on")),
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
                "db_table": "organisation_survey",
                "indexes": [models.Index(fields=["begins_on", "id"], name="survey_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("begins_on"))), name="survey_ends_after_beginning"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SurveyPart",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("contact", models.CharField(blank=True, max_length=120, verbose_name="who looks into it")),
                ("findings", models.TextField(blank=True, verbose_name="findings")),
                ("reported_at", models.DateTimeField(null=True, verbose_name="reported at")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="organisation.survey"
                    ),
                ),
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
                "db_table": "organisation_survey_part",
                "constraints": [models.UniqueConstraint(fields=("survey", "unit"), name="survey_part_once_a_unit")],
            },
        ),
        migrations.CreateModel(
            name="SurveyUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("used_on", models.DateField(verbose_name="used on")),
                ("words", models.CharField(max_length=300, verbose_name="what it was used for")),
                ("task_id", models.UUIDField(null=True)),
                (
                    "rule",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="organisation.rule",
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="organisation.survey"
                    ),
                ),
            ],
            options={
                "db_table": "organisation_survey_use",
                "indexes": [models.Index(fields=["survey", "used_on"], name="use_by_survey")],
            },
        ),
        policies.scope_table("organisation_rule", also_readable=SHARED),
        policies.scope_table("organisation_rule_edition", also_readable=SHARED),
        policies.scope_table("organisation_survey", also_readable=SHARED),
        policies.scope_table("organisation_survey_part"),
        policies.scope_table("organisation_survey_use"),
    ]

"""Rounds, experts, reviews and results under row-level security.

What is open or published is read below the administration that holds the round; who reviews what, only by it and the expert.
"""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from xuezheng.kernel.scope import policies

OPEN_ABOVE = f"opened_at IS NOT NULL AND {policies.ANCESTORS}"
SHARED_ABOVE = f"shared AND {policies.ANCESTORS}"
PUBLISHED_ABOVE = f"shared AND {policies.ANCESTORS.replace('unit_path', 'issuer_path')}"


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0003_searchable"),
        ("units", "0004_searchable"),
    ]

    operations = [
        migrations.CreateModel(
            name="AssessedUnit",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("unit_name", models.CharField(max_length=120, verbose_name="unit")),
                ("issuer_path", models.CharField(db_collation="C", max_length=200)),
                ("report_id", models.UUIDField(null=True)),
                (
                    "self_points",
                    models.DecimalField(decimal_places=2, max_digits=7, null=True, verbose_name="own points"),
                ),
                ("points", models.DecimalField(decimal_places=2, max_digits=7, null=True, verbose_name="points")),
                ("grade", models.CharField(blank=True, max_length=20, verbose_name="grade")),
                ("rank", models.PositiveIntegerField(null=True, verbose_name="rank")),
                ("shared", models.BooleanField(default=False)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
            ],
            options={
                "db_table": "assessment_unit",
            },
        ),
        migrations.CreateModel(
            name="Expert",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("organisation", models.CharField(blank=True, max_length=160, verbose_name="organisation")),
                (
                    "fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        default=list,
                        size=None,
                        verbose_name="fields of work",
                    ),
                ),
                (
                    "avoids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        default=list,
                        size=None,
                        verbose_name="units to keep away from",
                    ),
                ),
                ("avoids_reason", models.CharField(blank=True, max_length=300, verbose_name="reason of keeping away")),
                ("registered_at", models.DateTimeField(verbose_name="registered at")),
                ("left_at", models.DateTimeField(null=True, verbose_name="left at")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "home_unit",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
            ],
            options={
                "db_table": "assessment_expert",
                "indexes": [models.Index(fields=["unit_path", "name", "id"], name="expert_by_name")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("left_at", None)), fields=("unit", "person"), name="registered_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=160, verbose_name="title")),
                ("subject", models.CharField(max_length=20, verbose_name="looked at")),
                ("standard", models.CharField(max_length=60, verbose_name="standard")),
                ("form_code", models.CharField(blank=True, max_length=60, verbose_name="form of the self-evaluation")),
                ("period", models.CharField(max_length=12, verbose_name="period")),
                ("rules", models.JSONField(default=dict)),
                (
                    "chosen",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("self_due_on", models.DateField(null=True, verbose_name="self-evaluation until")),
                ("review_due_on", models.DateField(verbose_name="reviews until")),
                ("collection_id", models.UUIDField(null=True)),
                ("drafted_at", models.DateTimeField(verbose_name="drafted at")),
                ("opened_at", models.DateTimeField(null=True, verbose_name="opened at")),
                ("review_begun_at", models.DateTimeField(null=True, verbose_name="review begun at")),
                ("concluded_at", models.DateTimeField(null=True, verbose_name="concluded at")),
                ("published_at", models.DateTimeField(null=True, verbose_name="published at")),
                ("conclusion", models.TextField(blank=True, verbose_name="conclusion")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
            ],
            options={
                "db_table": "assessment_round",
                "indexes": [models.Index(fields=["-drafted_at", "id"], name="round_newest_first")],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "title"), name="one_round_a_title"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("review_begun_at", None), ("review_begun_at__gte", models.F("opened_at")), _connector="OR"
                        ),
                        name="round_reviews_once_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_at", None), ("published_at__gte", models.F("concluded_at")), _connector="OR"
                        ),
                        name="round_published_once_concluded",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("issuer_path", models.CharField(db_collation="C", max_length=200)),
                ("person_uuid", models.UUIDField(null=True)),
                ("expert_name", models.CharField(max_length=60, verbose_name="expert")),
                ("unit_name", models.CharField(max_length=120, verbose_name="assessed unit")),
                ("paper", models.JSONField(default=dict)),
                ("assigned_at", models.DateTimeField(verbose_name="assigned at")),
                ("changed_at", models.DateTimeField(null=True, verbose_name="changed at")),
                ("handed_in_at", models.DateTimeField(null=True, verbose_name="handed in at")),
                ("entered_by", models.CharField(blank=True, max_length=60, verbose_name="entered by")),
                ("points", models.DecimalField(decimal_places=2, max_digits=7, null=True, verbose_name="points")),
                ("words", models.TextField(blank=True, verbose_name="opinion in words")),
                ("return_reason", models.CharField(blank=True, max_length=300, verbose_name="reason of the return")),
                ("withdrawn_at", models.DateTimeField(null=True, verbose_name="withdrawn at")),
                (
                    "withdrawal_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="reason of the withdrawal"),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "assessed",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="assessment.assessedunit",
                    ),
                ),
                (
                    "expert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="assessment.expert"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="assessment.round"
                    ),
                ),
            ],
            options={
                "db_table": "assessment_review",
                "indexes": [models.Index(fields=["person_uuid", "round"], name="review_by_person")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("assessed", "expert"),
                        name="reviewed_once_by_an_expert",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("handed_in_at", None), ("withdrawn_at", None), _connector="OR"),
                        name="review_handed_in_or_withdrawn",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="assessedunit",
            name="round",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="assessment.round"
            ),
        ),
        migrations.CreateModel(
            name="RoundItem",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("position", models.PositiveSmallIntegerField()),
                ("code", models.CharField(max_length=60)),
                ("section_zh", models.CharField(blank=True, max_length=80)),
                ("section_en", models.CharField(blank=True, max_length=120)),
                ("title_zh", models.CharField(max_length=160, verbose_name="Chinese title")),
                ("title_en", models.CharField(max_length=240, verbose_name="English title")),
                ("full", models.DecimalField(decimal_places=2, max_digits=6, verbose_name="full points")),
                ("field", models.CharField(blank=True, max_length=60, verbose_name="field of the form")),
                ("points_field", models.CharField(blank=True, max_length=60, verbose_name="field of the own points")),
                ("indicator", models.CharField(blank=True, max_length=60, verbose_name="indicator beside it")),
                ("shared", models.BooleanField(default=False)),
                (
                    "round",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="assessment.round",
                    ),
                ),
            ],
            options={
                "db_table": "assessment_round_item",
                "constraints": [
                    models.UniqueConstraint(fields=("round", "position"), name="one_round_item_a_position"),
                    models.UniqueConstraint(fields=("round", "code"), name="one_round_item_a_code"),
                    models.CheckConstraint(condition=models.Q(("full__gt", 0)), name="round_item_has_points"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewLine",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("issuer_path", models.CharField(db_collation="C", max_length=200)),
                ("points", models.DecimalField(decimal_places=2, max_digits=6, null=True, verbose_name="points")),
                ("remark", models.TextField(blank=True, verbose_name="what was seen")),
                ("demand", models.TextField(blank=True, verbose_name="demanded rectification")),
                (
                    "review",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="assessment.review",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="assessment.rounditem"
                    ),
                ),
            ],
            options={
                "db_table": "assessment_review_line",
                "constraints": [models.UniqueConstraint(fields=("review", "item"), name="one_review_line_an_item")],
            },
        ),
        migrations.CreateModel(
            name="ItemResult",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("issuer_path", models.CharField(db_collation="C", max_length=200)),
                ("self_answer", models.TextField(blank=True, verbose_name="what the unit says")),
                (
                    "self_points",
                    models.DecimalField(decimal_places=2, max_digits=6, null=True, verbose_name="own points"),
                ),
                ("known", models.CharField(blank=True, max_length=80, verbose_name="what the records show")),
                ("points", models.DecimalField(decimal_places=2, max_digits=6, null=True, verbose_name="points")),
                ("lowest", models.DecimalField(decimal_places=2, max_digits=6, null=True, verbose_name="lowest")),
                ("highest", models.DecimalField(decimal_places=2, max_digits=6, null=True, verbose_name="highest")),
                ("counted", models.PositiveSmallIntegerField(default=0, verbose_name="reviews counted")),
                ("left_out", models.PositiveSmallIntegerField(default=0, verbose_name="outliers left out")),
                ("remarks", models.TextField(blank=True, verbose_name="remarks of the reviewers")),
                ("demand", models.TextField(blank=True, verbose_name="demanded rectification")),
                ("shared", models.BooleanField(default=False)),
                (
                    "assessed",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="assessment.assessedunit",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="assessment.rounditem"
                    ),
                ),
            ],
            options={
                "db_table": "assessment_item_result",
                "constraints": [models.UniqueConstraint(fields=("assessed", "item"), name="one_result_an_item")],
            },
        ),
        migrations.AddIndex(
            model_name="assessedunit",
            index=models.Index(fields=["round", "rank", "unit_path"], name="assessed_by_rank"),
        ),
        migrations.AddConstraint(
            model_name="assessedunit",
            constraint=models.UniqueConstraint(fields=("round", "unit"), name="assessed_once_a_round"),
        ),
        policies.scope_table("assessment_round", also_readable=OPEN_ABOVE),
        policies.scope_table("assessment_round_item", also_readable=SHARED_ABOVE),
        policies.scope_table("assessment_unit", also_readable=PUBLISHED_ABOVE),
        policies.scope_table("assessment_item_result"),
        policies.scope_table("assessment_expert", shareable=False),
        policies.scope_table("assessment_review", shareable=False),
        policies.scope_table("assessment_review_line", shareable=False),
    ]

"""Orders, weights, scores, appeals and inspections under row-level security.

Published points are readable below the unit above the scored one; lines only at the scored unit and above it.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from xuezheng.kernel.scope import policies

FROM_ABOVE = f"shared AND {policies.ANCESTORS}"
OF_THE_GROUP = f"shared AND {policies.ANCESTORS.replace('unit_path', 'group_path')}"


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("units", "0004_searchable"),
    ]

    operations = [
        migrations.CreateModel(
            name="Inspection",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("grounds", models.CharField(blank=True, max_length=300, verbose_name="on the ground of")),
                ("begins_on", models.DateField(verbose_name="begins on")),
                ("ends_on", models.DateField(verbose_name="ends on")),
                ("opened_at", models.DateTimeField(verbose_name="opened at")),
                ("closed_at", models.DateTimeField(null=True, verbose_name="closed at")),
                ("conclusion", models.TextField(blank=True, verbose_name="conclusion")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
            ],
            options={
                "db_table": "supervision_inspection",
                "indexes": [models.Index(fields=["begins_on", "id"], name="inspection_by_beginning")],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "name"), name="one_inspection_a_name"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("begins_on"))),
                        name="inspection_ends_after_beginning",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InspectedUnit",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="supervision.inspection"
                    ),
                ),
            ],
            options={
                "db_table": "supervision_inspected_unit",
                "constraints": [models.UniqueConstraint(fields=("inspection", "unit"), name="inspected_once_a_round")],
            },
        ),
        migrations.CreateModel(
            name="InspectionItem",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("position", models.PositiveSmallIntegerField()),
                ("code", models.CharField(blank=True, max_length=40)),
                ("text", models.CharField(max_length=300, verbose_name="standard")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="supervision.inspection"
                    ),
                ),
            ],
            options={
                "db_table": "supervision_inspection_item",
                "constraints": [models.UniqueConstraint(fields=("inspection", "position"), name="one_item_a_position")],
            },
        ),
        migrations.CreateModel(
            name="Order",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("issuer_path", models.CharField(db_collation="C", max_length=200)),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("serial", models.PositiveIntegerField(verbose_name="number in the year")),
                (
                    "subject",
                    models.CharField(
                        choices=[
                            ("assignment", "a unit's share in a task"),
                            ("task", "a task"),
                            ("finding", "a finding of special supervision"),
                            ("free", "another matter"),
                        ],
                        max_length=12,
                        verbose_name="about",
                    ),
                ),
                ("subject_id", models.UUIDField(null=True)),
                ("title", models.CharField(max_length=300, verbose_name="matter")),
                ("facts", models.JSONField(default=dict)),
                ("statement", models.TextField(blank=True, verbose_name="facts in words")),
                ("demand", models.TextField(verbose_name="demanded action")),
                ("due_on", models.DateField(verbose_name="reply until")),
                ("issued_at", models.DateTimeField(verbose_name="issued at")),
                ("person_name", models.CharField(max_length=100, verbose_name="issued by")),
                ("replied_at", models.DateTimeField(null=True, verbose_name="replied at")),
                ("replied_by", models.UUIDField(null=True)),
                ("closed_at", models.DateTimeField(null=True, verbose_name="closed at")),
                ("closing_words", models.TextField(blank=True, verbose_name="words of closing")),
                ("withdrawn_at", models.DateTimeField(null=True, verbose_name="withdrawn at")),
                ("withdrawal_reason", models.TextField(blank=True, verbose_name="reason of the withdrawal")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "issuer",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
            ],
            options={
                "db_table": "supervision_order",
                "indexes": [
                    models.Index(fields=["issued_at", "id"], name="order_by_issue"),
                    models.Index(fields=["issuer_path", "due_on"], name="order_by_issuer"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("issuer", "year", "serial"), name="one_order_a_number"),
                    models.CheckConstraint(
                        condition=models.Q(("closed_at", None), ("withdrawn_at", None), _connector="OR"),
                        name="order_is_closed_or_withdrawn",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at", None), ("closed_at__gte", models.F("issued_at")), _connector="OR"
                        ),
                        name="order_closes_after_issue",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None), ("subject", "assignment"), ("withdrawn_at", None)),
                        fields=("issuer", "subject_id"),
                        name="one_open_order_a_share",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("issuer_path", models.CharField(db_collation="C", max_length=200)),
                (
                    "verdict",
                    models.CharField(
                        choices=[("met", "met"), ("partly", "partly met"), ("not_met", "not met")],
                        max_length=10,
                        verbose_name="verdict",
                    ),
                ),
                ("evidence", models.TextField(verbose_name="what was seen")),
                ("demand", models.TextField(blank=True, verbose_name="demanded rectification")),
                ("person_name", models.CharField(max_length=100, verbose_name="recorded by")),
                ("found_on", models.DateField(verbose_name="found on")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="supervision.inspection"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="supervision.inspectionitem"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="supervision.order"
                    ),
                ),
            ],
            options={
                "db_table": "supervision_finding",
                "constraints": [
                    models.UniqueConstraint(fields=("item", "unit"), name="one_finding_a_standard_and_unit")
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderReply",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("text", models.TextField(verbose_name="reply")),
                ("person_name", models.CharField(max_length=100, verbose_name="replied by")),
                ("replied_at", models.DateTimeField(verbose_name="replied at")),
                ("returned_at", models.DateTimeField(null=True, verbose_name="returned at")),
                ("return_reason", models.TextField(blank=True, verbose_name="reason of the return")),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="supervision.order"
                    ),
                ),
            ],
            options={
                "db_table": "supervision_order_reply",
                "indexes": [models.Index(fields=["order", "replied_at"], name="reply_by_order")],
            },
        ),
        migrations.CreateModel(
            name="Score",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("unit_name", models.CharField(max_length=120, verbose_name="unit")),
                ("level", models.CharField(max_length=10, verbose_name="level")),
                ("group_path", models.CharField(db_collation="C", max_length=200)),
                ("deducted", models.DecimalField(decimal_places=2, max_digits=7, verbose_name="deducted")),
                ("full", models.DecimalField(decimal_places=2, max_digits=7, verbose_name="full points")),
                ("points", models.DecimalField(decimal_places=2, max_digits=7, verbose_name="points")),
                ("lines", models.PositiveIntegerField(default=0, verbose_name="facts")),
                ("corrected_at", models.DateTimeField(null=True, verbose_name="corrected at")),
                ("shared", models.BooleanField(default=False)),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
            ],
            options={
                "db_table": "supervision_score",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("deducted__lte", models.F("full"))), name="no_score_below_nothing"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ScoreLine",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("position", models.PositiveIntegerField()),
                (
                    "fact",
                    models.CharField(
                        choices=[
                            ("overdue", "not submitted in time, and not since"),
                            ("late", "submitted late"),
                            ("unreported", "months without a report"),
                            ("returned", "submissions returned"),
                            ("unanswered", "order without a reply"),
                            ("late_reply", "late reply to an order"),
                            ("reply_returned", "replies to an order returned"),
                        ],
                        max_length=20,
                        verbose_name="fact",
                    ),
                ),
                ("subject_id", models.UUIDField()),
                ("number", models.CharField(max_length=60, verbose_name="number")),
                ("title", models.CharField(max_length=300, verbose_name="matter")),
                ("role", models.CharField(blank=True, max_length=10, verbose_name="role")),
                ("due_on", models.DateField(verbose_name="due on")),
                ("came_on", models.DateField(null=True, verbose_name="came on")),
                ("count", models.PositiveIntegerField(verbose_name="how many")),
                ("points", models.DecimalField(decimal_places=2, max_digits=7, verbose_name="points deducted")),
                ("raw", models.DecimalField(decimal_places=2, max_digits=7, verbose_name="points by the rule")),
                (
                    "score",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="supervision.score"
                    ),
                ),
            ],
            options={
                "db_table": "supervision_score_line",
                "constraints": [
                    models.UniqueConstraint(fields=("score", "position"), name="one_line_a_position"),
                    models.UniqueConstraint(fields=("score", "fact", "subject_id"), name="no_fact_costs_twice"),
                    models.CheckConstraint(
                        condition=models.Q(("points__lte", models.F("raw"))), name="no_line_above_its_rule"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScoreCorrection",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("points_before", models.DecimalField(decimal_places=2, max_digits=7, verbose_name="points before")),
                ("points_after", models.DecimalField(decimal_places=2, max_digits=7, verbose_name="points after")),
                ("reason", models.TextField(verbose_name="reason")),
                ("person_name", models.CharField(max_length=100, verbose_name="corrected by")),
                ("corrected_at", models.DateTimeField(verbose_name="corrected at")),
                (
                    "score",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="supervision.score"
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="supervision.scoreline"
                    ),
                ),
            ],
            options={
                "db_table": "supervision_score_correction",
            },
        ),
        migrations.CreateModel(
            name="Appeal",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("issuer_path", models.CharField(db_collation="C", max_length=200)),
                ("reason", models.TextField(verbose_name="reason")),
                ("person_name", models.CharField(max_length=100, verbose_name="made by")),
                ("made_at", models.DateTimeField(verbose_name="made at")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("open", "not decided yet"), ("upheld", "upheld"), ("rejected", "rejected")],
                        default="open",
                        max_length=10,
                        verbose_name="outcome",
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True, verbose_name="decided at")),
                ("decision", models.TextField(blank=True, verbose_name="reason of the decision")),
                ("decider_name", models.CharField(blank=True, max_length=100, verbose_name="decided by")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="supervision.scoreline"
                    ),
                ),
            ],
            options={
                "db_table": "supervision_appeal",
                "indexes": [models.Index(fields=["made_at", "id"], name="appeal_by_time")],
                "constraints": [
                    models.UniqueConstraint(fields=("line",), name="one_appeal_a_line"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("outcome", "open")),
                            models.Q(("decided_at__isnull", False), models.Q(("outcome", "open"), _negated=True)),
                            _connector="OR",
                        ),
                        name="decided_is_upheld_or_rejected",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Scoring",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("begins", models.DateField(verbose_name="begins on")),
                ("ends", models.DateField(verbose_name="ends on")),
                ("as_of", models.DateField(verbose_name="facts as of")),
                ("edition", models.PositiveSmallIntegerField(verbose_name="edition of the weights")),
                ("weights", models.JSONField()),
                ("drafted_at", models.DateTimeField(verbose_name="drafted at")),
                ("published_at", models.DateTimeField(null=True, verbose_name="published at")),
                ("appeal_until", models.DateField(null=True, verbose_name="appeals until")),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("shared", models.BooleanField(default=False)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
            ],
            options={
                "db_table": "supervision_scoring",
                "indexes": [models.Index(fields=["ends", "id"], name="scoring_by_period")],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "begins", "ends"), name="one_scoring_a_period"),
                    models.CheckConstraint(
                        condition=models.Q(("ends__gte", models.F("begins"))), name="scoring_ends_after_beginning"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("shared", False), ("published_at__isnull", False), _connector="OR"),
                        name="only_published_scoring_is_shared",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="score",
            name="scoring",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="supervision.scoring"
            ),
        ),
        migrations.CreateModel(
            name="WeightsEdition",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("edition", models.PositiveSmallIntegerField(verbose_name="edition of the weights")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("source", models.CharField(max_length=300, verbose_name="source")),
                ("weights", models.JSONField()),
                ("made_at", models.DateTimeField(verbose_name="made at")),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
            ],
            options={
                "db_table": "supervision_weights",
                "constraints": [models.UniqueConstraint(fields=("unit", "edition"), name="one_weights_an_edition")],
            },
        ),
        migrations.AddIndex(
            model_name="score",
            index=models.Index(fields=["scoring", "group_path", "-points"], name="score_by_rank"),
        ),
        migrations.AddConstraint(
            model_name="score",
            constraint=models.UniqueConstraint(fields=("scoring", "unit"), name="one_score_a_unit"),
        ),
        policies.scope_table("supervision_order"),
        policies.scope_table("supervision_order_reply"),
        policies.scope_table("supervision_weights", also_readable=policies.ANCESTORS),
        policies.scope_table("supervision_scoring", also_readable=FROM_ABOVE),
        policies.scope_table("supervision_score", also_readable=OF_THE_GROUP),
        policies.scope_table("supervision_score_line"),
        policies.scope_table("supervision_appeal"),
        policies.scope_table("supervision_score_correction"),
        policies.scope_table("supervision_inspection", also_readable=policies.ANCESTORS),
        policies.scope_table("supervision_inspection_item", also_readable=policies.ANCESTORS),
        policies.scope_table("supervision_inspected_unit"),
        policies.scope_table("supervision_finding"),
        policies.forbid_changes("supervision_score_line"),
        policies.forbid_changes("supervision_score_correction"),
        policies.forbid_changes("supervision_weights"),
    ]

"""Assignments with their progress, targets with their shares and evidence, under row-level security."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from xuezheng.kernel.scope import policies

FROM_ABOVE = f"shared AND {policies.ANCESTORS}"


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0001_plans"),
        ("units", "0003_fewer_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("issuer_path", models.CharField(db_collation="C", max_length=200)),
                (
                    "role",
                    models.CharField(
                        choices=[("lead", "leads"), ("support", "supports")], max_length=10, verbose_name="role"
                    ),
                ),
                ("due_on", models.DateField(verbose_name="due on")),
                ("assigned_at", models.DateTimeField(verbose_name="assigned at")),
                ("reported_at", models.DateTimeField(null=True, verbose_name="last reported at")),
                ("submitted_at", models.DateTimeField(null=True, verbose_name="submitted at")),
                ("accepted_at", models.DateTimeField(null=True, verbose_name="accepted at")),
                ("returned_at", models.DateTimeField(null=True, verbose_name="returned at")),
                ("return_reason", models.CharField(blank=True, max_length=500, verbose_name="reason of the return")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "plan",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="plans.plan"
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="plans.task"
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
                "db_table": "plans_assignment",
                "indexes": [
                    models.Index(fields=["plan", "unit_path"], name="assignment_by_place"),
                    models.Index(fields=["unit", "due_on"], name="assignment_by_unit"),
                    models.Index(
                        condition=models.Q(("accepted_at", None), ("submitted_at__isnull", False)),
                        fields=["plan", "task", "submitted_at"],
                        name="assignment_waiting",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("task", "unit"), name="task_once_per_unit"),
                    models.CheckConstraint(
                        condition=models.Q(("accepted_at", None), ("submitted_at__isnull", False), _connector="OR"),
                        name="accepted_after_submission",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AssignmentStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("submitted", "submitted"),
                            ("withdrawn", "withdrawn"),
                            ("accepted", "accepted"),
                            ("returned", "returned"),
                            ("reopened", "reopened"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=500, verbose_name="words")),
                ("person_name", models.CharField(max_length=60, verbose_name="by")),
                ("unit_name", models.CharField(max_length=120, verbose_name="of")),
                ("taken_at", models.DateTimeField(verbose_name="at")),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="plans.assignment"
                    ),
                ),
            ],
            options={
                "db_table": "plans_assignment_step",
                "indexes": [models.Index(fields=["assignment", "taken_at"], name="steps_in_order")],
            },
        ),
        migrations.CreateModel(
            name="ProgressReport",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("month", models.CharField(max_length=7, verbose_name="month")),
                ("text", models.TextField(verbose_name="progress")),
                ("person_name", models.CharField(max_length=60, verbose_name="reported by")),
                ("reported_at", models.DateTimeField(verbose_name="reported at")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="plans.assignment"
                    ),
                ),
            ],
            options={
                "db_table": "plans_progress_report",
                "constraints": [models.UniqueConstraint(fields=("assignment", "month"), name="one_report_a_month")],
            },
        ),
        migrations.CreateModel(
            name="Target",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("shared", models.BooleanField(default=False)),
                ("position", models.PositiveIntegerField(default=0)),
                ("span_start", models.PositiveIntegerField(null=True)),
                ("span_end", models.PositiveIntegerField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("phrase", models.CharField(max_length=300, verbose_name="indicator in words")),
                (
                    "comparator",
                    models.CharField(
                        choices=[
                            (">=", "≥"),
                            (">", ">"),
                            ("=", "="),
                            ("~", "≈"),
                            ("<=", "≤"),
                            ("<", "<"),
                            ("=0", "= 0"),
                        ],
                        default=">=",
                        max_length=4,
                        verbose_name="comparator",
                    ),
                ),
                ("value", models.DecimalField(decimal_places=4, max_digits=18, null=True, verbose_name="value")),
                ("measure", models.CharField(blank=True, max_length=20, verbose_name="unit of measure")),
                ("deadline", models.DateField(null=True, verbose_name="deadline")),
                ("scope", models.CharField(blank=True, max_length=200, verbose_name="scope")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ratio", "ratio"),
                            ("count", "count"),
                            ("coverage", "coverage"),
                            ("zero", "none allowed"),
                            ("date", "date"),
                            ("frequency", "frequency"),
                            ("cardinality", "so many for each"),
                            ("edition", "edition"),
                            ("nominal", "number in a name"),
                        ],
                        default="ratio",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("core", models.BooleanField(default=True, verbose_name="to be followed")),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("indicator_code", models.CharField(blank=True, max_length=80, verbose_name="indicator")),
                (
                    "unmeasurable",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="why it cannot be measured"),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "goal",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="plans.goal"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="plans.plan"),
                ),
                (
                    "task",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="plans.task"
                    ),
                ),
            ],
            options={
                "db_table": "plans_target",
                "indexes": [models.Index(fields=["plan", "position"], name="target_in_order")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("indicator_code", ""), ("unmeasurable", ""), _connector="OR"),
                        name="bound_or_unmeasurable_not_both",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TargetEvidence",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("as_of", models.DateField(verbose_name="as of")),
                ("statement", models.TextField(verbose_name="statement")),
                ("value", models.DecimalField(decimal_places=4, max_digits=18, null=True, verbose_name="value")),
                ("person_name", models.CharField(max_length=60, verbose_name="recorded by")),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                ("withdrawn_at", models.DateTimeField(null=True, verbose_name="withdrawn at")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "target",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="plans.target"),
                ),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
            ],
            options={
                "db_table": "plans_target_evidence",
                "indexes": [models.Index(fields=["target", "-as_of"], name="evidence_by_day")],
            },
        ),
        migrations.CreateModel(
            name="TargetShare",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "method",
                    models.CharField(
                        choices=[("same", "the same value"), ("weighted", "by weight"), ("negotiated", "negotiated")],
                        max_length=12,
                        verbose_name="method",
                    ),
                ),
                ("value", models.DecimalField(decimal_places=4, max_digits=18, verbose_name="value")),
                ("weight", models.DecimalField(decimal_places=4, max_digits=18, null=True, verbose_name="weight")),
                (
                    "proposed_value",
                    models.DecimalField(
                        decimal_places=4, max_digits=18, null=True, verbose_name="value proposed by the unit"
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                ("agreed_at", models.DateTimeField(null=True, verbose_name="agreed at")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "target",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="plans.target"),
                ),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
            ],
            options={
                "db_table": "plans_target_share",
                "constraints": [models.UniqueConstraint(fields=("target", "unit"), name="one_share_a_unit")],
            },
        ),
        migrations.CreateModel(
            name="TaskTakeover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                (
                    "task",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="plans.task"),
                ),
                (
                    "upper_task",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.task"),
                ),
            ],
            options={
                "db_table": "plans_task_takeover",
                "constraints": [models.UniqueConstraint(fields=("task", "upper_task"), name="takeover_once")],
            },
        ),
        policies.scope_table("plans_target", also_readable=FROM_ABOVE),
        policies.scope_table("plans_assignment"),
        policies.scope_table("plans_progress_report"),
        policies.scope_table("plans_assignment_step"),
        policies.scope_table("plans_task_takeover"),
        policies.scope_table("plans_target_share"),
        policies.scope_table("plans_target_evidence"),
    ]

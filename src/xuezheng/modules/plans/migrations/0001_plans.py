"""Papers and plans with their parts, under row-level security: a published plan is readable below the unit that issued it."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from xuezheng.kernel.scope import policies

FROM_ABOVE = f"shared AND {policies.ANCESTORS}"


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("scope", "0001_initial"),
        ("units", "0003_fewer_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("filename", models.CharField(max_length=200, verbose_name="file name")),
                ("kind", models.CharField(max_length=10, verbose_name="kind of file")),
                ("sha256", models.CharField(max_length=64)),
                ("pages", models.PositiveIntegerField(null=True)),
                ("text", models.TextField()),
                ("remarks", models.JSONField(default=list)),
                ("reading", models.JSONField(default=dict)),
                ("read_at", models.DateTimeField(verbose_name="read at")),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
            ],
            options={
                "db_table": "plans_paper",
                "indexes": [models.Index(fields=["unit_path", "read_at"], name="paper_by_unit")],
                "constraints": [models.UniqueConstraint(fields=("unit", "sha256"), name="paper_read_once")],
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("doc_number", models.CharField(blank=True, max_length=60, verbose_name="document number")),
                ("issuer", models.CharField(blank=True, max_length=120, verbose_name="issuer")),
                ("issued_on", models.DateField(null=True, verbose_name="issued on")),
                ("edition", models.PositiveSmallIntegerField(default=1, verbose_name="edition")),
                ("drafted_at", models.DateTimeField(verbose_name="drafted at")),
                ("published_at", models.DateTimeField(null=True, verbose_name="published at")),
                ("superseded_at", models.DateTimeField(null=True, verbose_name="superseded at")),
                ("closed_at", models.DateTimeField(null=True, verbose_name="closed at")),
                ("shared", models.BooleanField(default=False)),
                ("run_id", models.UUIDField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "paper",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.paper"
                    ),
                ),
                (
                    "supersedes",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.plan"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
            ],
            options={
                "db_table": "plans_plan",
                "indexes": [models.Index(fields=["unit_path", "-year"], name="plan_by_unit")],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "year", "title", "edition"), name="one_plan_an_edition"),
                    models.CheckConstraint(
                        condition=models.Q(("shared", False), ("published_at__isnull", False), _connector="OR"),
                        name="only_published_is_shared",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at", None), ("closed_at__gte", models.F("published_at")), _connector="OR"
                        ),
                        name="plan_closes_after_publication",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Goal",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("shared", models.BooleanField(default=False)),
                ("position", models.PositiveIntegerField(default=0)),
                ("span_start", models.PositiveIntegerField(null=True)),
                ("span_end", models.PositiveIntegerField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.CharField(blank=True, max_length=20, verbose_name="number")),
                ("text", models.TextField(verbose_name="text")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "plan",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="plans.plan"),
                ),
            ],
            options={
                "db_table": "plans_goal",
                "indexes": [models.Index(fields=["plan", "position"], name="goal_in_order")],
            },
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("shared", models.BooleanField(default=False)),
                ("position", models.PositiveIntegerField(default=0)),
                ("span_start", models.PositiveIntegerField(null=True)),
                ("span_end", models.PositiveIntegerField(null=True)),
                ("number", models.CharField(blank=True, max_length=20, verbose_name="number")),
                ("heading", models.CharField(max_length=200, verbose_name="heading")),
                ("level", models.PositiveSmallIntegerField(default=1, verbose_name="level")),
                (
                    "plan",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="plans.plan"),
                ),
            ],
            options={
                "db_table": "plans_section",
                "indexes": [models.Index(fields=["plan", "position"], name="section_in_order")],
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("shared", models.BooleanField(default=False)),
                ("position", models.PositiveIntegerField(default=0)),
                ("span_start", models.PositiveIntegerField(null=True)),
                ("span_end", models.PositiveIntegerField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=20, verbose_name="number")),
                ("number_printed", models.BooleanField(default=True)),
                ("heading", models.CharField(max_length=300, verbose_name="heading")),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("due_on", models.DateField(verbose_name="due on")),
                ("arises_from", models.CharField(blank=True, max_length=200, verbose_name="arises from")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "plan",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="plans.plan"),
                ),
                (
                    "section",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="plans.section"
                    ),
                ),
            ],
            options={
                "db_table": "plans_task",
                "indexes": [models.Index(fields=["plan", "position"], name="task_in_order")],
                "constraints": [models.UniqueConstraint(fields=("plan", "number"), name="task_number_once")],
            },
        ),
        migrations.CreateModel(
            name="Responsibility",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("shared", models.BooleanField(default=False)),
                ("position", models.PositiveIntegerField(default=0)),
                ("span_start", models.PositiveIntegerField(null=True)),
                ("span_end", models.PositiveIntegerField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("written", models.CharField(max_length=120, verbose_name="as written")),
                ("bracket", models.PositiveSmallIntegerField(default=0)),
                (
                    "role",
                    models.CharField(
                        choices=[("lead", "leads"), ("support", "supports")],
                        default="support",
                        max_length=10,
                        verbose_name="role",
                    ),
                ),
                ("qualifier", models.CharField(blank=True, max_length=40, verbose_name="qualifier")),
                ("group", models.CharField(blank=True, max_length=40, verbose_name="group of units")),
                (
                    "plan",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="plans.plan"),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="plans.task"),
                ),
            ],
            options={
                "db_table": "plans_responsibility",
                "indexes": [models.Index(fields=["task", "position"], name="responsibility_in_order")],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("shared", models.BooleanField(default=False)),
                ("position", models.PositiveIntegerField(default=0)),
                ("span_start", models.PositiveIntegerField(null=True)),
                ("span_end", models.PositiveIntegerField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=300, verbose_name="milestone")),
                ("due_on", models.DateField(null=True, verbose_name="due on")),
                ("reached_on", models.DateField(null=True, verbose_name="reached on")),
                ("statement", models.TextField(blank=True, verbose_name="what shows it")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "plan",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="plans.plan"),
                ),
                (
                    "task",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="plans.task"),
                ),
            ],
            options={
                "db_table": "plans_milestone",
                "indexes": [models.Index(fields=["task", "position"], name="milestone_in_order")],
            },
        ),
        policies.scope_table("plans_plan", also_readable=FROM_ABOVE),
        policies.scope_table("plans_section", also_readable=FROM_ABOVE),
        policies.scope_table("plans_goal", also_readable=FROM_ABOVE),
        policies.scope_table("plans_task", also_readable=FROM_ABOVE),
        policies.scope_table("plans_responsibility", also_readable=FROM_ABOVE),
        policies.scope_table("plans_milestone", also_readable=FROM_ABOVE),
        policies.scope_table("plans_paper"),
    ]

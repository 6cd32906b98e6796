"""Projects with their spending, implementation plans with their road maps, under row-level security."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from xuezheng.kernel.scope import policies


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0002_assignments_and_targets"),
        ("units", "0003_fewer_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="ImplementationPlan",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("summary", models.TextField(blank=True, verbose_name="summary")),
                ("issued_on", models.DateField(null=True, verbose_name="issued on")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "plan",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.plan"),
                ),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
            ],
            options={
                "db_table": "plans_implementation",
                "constraints": [models.UniqueConstraint(fields=("plan", "unit"), name="one_implementation_a_unit")],
            },
        ),
        migrations.CreateModel(
            name="Project",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=200, verbose_name="project")),
                ("budget_source", models.CharField(max_length=40, verbose_name="source of money")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=16, verbose_name="amount (yuan)")),
                ("begins_on", models.DateField(verbose_name="begins on")),
                ("ends_on", models.DateField(verbose_name="ends on")),
                ("closed_on", models.DateField(null=True, verbose_name="closed on")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "task",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.task"),
                ),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
            ],
            options={
                "db_table": "plans_project",
                "indexes": [models.Index(fields=["unit_path", "begins_on"], name="project_by_unit")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("begins_on"))), name="project_ends_after_beginning"
                    ),
                    models.CheckConstraint(condition=models.Q(("amount__gte", 0)), name="project_amount_is_no_debt"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoadStep",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=200, verbose_name="step")),
                ("begins_on", models.DateField(verbose_name="begins on")),
                ("ends_on", models.DateField(verbose_name="ends on")),
                ("done_on", models.DateField(null=True, verbose_name="done on")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "implementation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="plans.implementationplan"
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.task"
                    ),
                ),
            ],
            options={
                "db_table": "plans_road_step",
                "indexes": [models.Index(fields=["implementation", "begins_on"], name="road_in_order")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("begins_on"))), name="step_ends_after_beginning"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Spending",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("spent_on", models.DateField(verbose_name="spent on")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=16, verbose_name="amount (yuan)")),
                ("purpose", models.CharField(max_length=200, verbose_name="purpose")),
                ("withdrawn_at", models.DateTimeField(null=True, verbose_name="withdrawn at")),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="plans.project"
                    ),
                ),
            ],
            options={
                "db_table": "plans_spending",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="spending_is_something")
                ],
            },
        ),
        policies.scope_table("plans_project"),
        policies.scope_table("plans_spending"),
        policies.scope_table("plans_implementation"),
        policies.scope_table("plans_road_step"),
    ]

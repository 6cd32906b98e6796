"""Answers to figures worth a second look, under row-level security; they are the desks' business, so no grant opens them."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from xuezheng.kernel.scope.policies import scope_table


class Migration(migrations.Migration):
    dependencies = [("forms", "0005_kept_sheets")]

    operations = [
        migrations.CreateModel(
            name="SuspicionAnswer",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("desk_path", models.CharField(db_collation="C", max_length=200)),
                ("suspicion", models.CharField(max_length=10, verbose_name="kind of finding")),
                ("field", models.CharField(blank=True, max_length=60, verbose_name="field")),
                ("figures", models.CharField(max_length=64)),
                ("value", models.FloatField(verbose_name="figure looked into")),
                ("beside", models.FloatField(verbose_name="compared with")),
                ("words", models.CharField(max_length=500, verbose_name="what was found")),
                ("person_name", models.CharField(max_length=60, verbose_name="name")),
                ("unit_name", models.CharField(max_length=120, verbose_name="of")),
                ("answered_at", models.DateTimeField(verbose_name="answered at")),
                ("withdrawn_by", models.CharField(blank=True, default="", max_length=60, verbose_name="withdrawn by")),
                ("withdrawn_at", models.DateTimeField(null=True, verbose_name="withdrawn at")),
                (
                    "report",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="forms.report"
                    ),
                ),
            ],
            options={
                "db_table": "forms_suspicion_answer",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("report", "suspicion", "field", "figures"),
                        name="one_answer_for_the_same_figures",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at", None), ("withdrawn_by", "")),
                            models.Q(("withdrawn_at__isnull", False), models.Q(("withdrawn_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="answer_withdrawn_by_somebody",
                    ),
                ],
            },
        ),
        scope_table("forms_suspicion_answer", shareable=False),
    ]

"""Appeals and corrections under row-level security: read by the assessed unit and those above it, never by its neighbours."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from xuezheng.kernel.scope import policies


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0001_assessment"),
    ]

    operations = [
        migrations.AddField(
            model_name="assessedunit",
            name="corrected_at",
            field=models.DateTimeField(null=True, verbose_name="corrected at"),
        ),
        migrations.AddField(
            model_name="assessedunit",
            name="noted_at",
            field=models.DateTimeField(null=True, verbose_name="taken note of at"),
        ),
        migrations.AddField(
            model_name="round",
            name="appeal_until",
            field=models.DateField(null=True, verbose_name="appeals until"),
        ),
        migrations.CreateModel(
            name="ResultAppeal",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("issuer_path", models.CharField(db_collation="C", max_length=200)),
                ("reason", models.TextField(verbose_name="reason")),
                ("person_name", models.CharField(max_length=100, verbose_name="made by")),
                ("made_at", models.DateTimeField(verbose_name="appealed at")),
                ("decide_by", models.DateField(verbose_name="decision until")),
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
                ("decision", models.TextField(blank=True, verbose_name="grounds of the decision")),
                ("decider_name", models.CharField(blank=True, max_length=100, verbose_name="decided by")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "result",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="assessment.itemresult"
                    ),
                ),
            ],
            options={
                "db_table": "assessment_appeal",
            },
        ),
        migrations.CreateModel(
            name="ResultCorrection",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "item_before",
                    models.DecimalField(decimal_places=2, max_digits=6, verbose_name="points of the item before"),
                ),
                (
                    "item_after",
                    models.DecimalField(decimal_places=2, max_digits=6, verbose_name="points of the item after"),
                ),
                ("points_before", models.DecimalField(decimal_places=2, max_digits=7, verbose_name="points before")),
                ("points_after", models.DecimalField(decimal_places=2, max_digits=7, verbose_name="points after")),
                ("rank_before", models.PositiveIntegerField(verbose_name="rank before")),
                ("rank_after", models.PositiveIntegerField(verbose_name="rank after")),
                ("grade_before", models.CharField(blank=True, max_length=20, verbose_name="grade before")),
                ("grade_after", models.CharField(blank=True, max_length=20, verbose_name="grade after")),
                ("person_name", models.CharField(max_length=100, verbose_name="corrected by")),
                ("corrected_at", models.DateTimeField(verbose_name="corrected at")),
                (
                    "appeal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="assessment.resultappeal"
                    ),
                ),
                (
                    "assessed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="assessment.assessedunit"
                    ),
                ),
            ],
            options={
                "db_table": "assessment_correction",
            },
        ),
        migrations.AddIndex(
            model_name="resultappeal",
            index=models.Index(fields=["-made_at", "id"], name="assessment_appeal_by_time"),
        ),
        migrations.AddConstraint(
            model_name="resultappeal",
            constraint=models.UniqueConstraint(fields=("result",), name="one_appeal_an_item"),
        ),
        migrations.AddConstraint(
            model_name="resultappeal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("outcome", "open")),
                    models.Q(("decided_at__isnull", False), models.Q(("outcome", "open"), _negated=True)),
                    _connector="OR",
                ),
                name="decided_appeal_has_its_outcome",
            ),
        ),
        policies.scope_table("assessment_appeal", shareable=False),
        policies.scope_table("assessment_correction", shareable=False),
        policies.forbid_changes("assessment_correction"),
    ]

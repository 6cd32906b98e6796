"""Bulletins and their batches under row-level security; what was issued is frozen by the database itself."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from xuezheng.kernel.scope import policies

SUBJECT_ABOVE = policies.ANCESTORS.replace("unit_path", "subject_path")
TOLD = f"published OR (shared AND ({policies.within('subject_path')} OR {SUBJECT_ABOVE}))"
"""An issued bulletin is for the unit it is about, those above and those below it; a published one for everybody."""
FREEZE = """
CREATE FUNCTION monitoring_bulletin_is_frozen() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF OLD.issued_at IS NOT NULL AND (NEW.issued_at, NEW.dated, NEW.number, NEW.wording, NEW.figures, NEW.fingerprint,
        NEW.title, NEW.subject_path, NEW.period) IS DISTINCT FROM (OLD.issued_at, OLD.dated, OLD.number, OLD.wording,
        OLD.figures, OLD.fingerprint, OLD.title, OLD.subject_path, OLD.period) THEN
        RAISE EXCEPTION 'an issued bulletin is frozen' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER bulletin_is_frozen BEFORE UPDATE ON monitoring_bulletin
    FOR EACH ROW EXECUTE FUNCTION monitoring_bulletin_is_frozen();
"""
THAW = """
DROP TRIGGER bulletin_is_frozen ON monitoring_bulletin;
DROP FUNCTION monitoring_bulletin_is_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("monitoring", "0001_due_measurements"),
        ("units", "0004_searchable"),
    ]

    operations = [
        migrations.CreateModel(
            name="BulletinBatch",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("template", models.CharField(max_length=60)),
                ("period", models.CharField(max_length=12)),
                ("level", models.CharField(max_length=10)),
                ("issues", models.BooleanField(default=True)),
                ("dated", models.DateField(null=True)),
                ("asked_at", models.DateTimeField()),
                ("total", models.PositiveIntegerField(default=0)),
                ("failures", models.JSONField(default=list)),
                ("run_id", models.UUIDField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "monitoring_bulletin_batch",
                "indexes": [models.Index(fields=["unit_path", "-asked_at"], name="batch_by_unit")],
            },
        ),
        migrations.CreateModel(
            name="Bulletin",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("subject_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("subject_name", models.CharField(max_length=120)),
                ("issuer_name", models.CharField(max_length=120)),
                ("template", models.CharField(max_length=60, verbose_name="template")),
                ("period", models.CharField(max_length=12, verbose_name="period")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("number", models.CharField(blank=True, max_length=60, verbose_name="document number")),
                ("wording", models.TextField()),
                ("figures", models.JSONField()),
                ("fingerprint", models.CharField(max_length=64)),
                ("drafted_at", models.DateTimeField(verbose_name="drafted at")),
                ("dated", models.DateField(null=True, verbose_name="dated")),
                ("issued_at", models.DateTimeField(null=True, verbose_name="issued at")),
                ("withdrawn_at", models.DateTimeField(null=True, verbose_name="withdrawn at")),
                ("withdrawal_reason", models.CharField(blank=True, max_length=500)),
                ("shared", models.BooleanField(default=False)),
                ("published", models.BooleanField(default=False)),
                ("published_at", models.DateTimeField(null=True, verbose_name="published at")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="monitoring.bulletinbatch",
                    ),
                ),
            ],
            options={
                "db_table": "monitoring_bulletin",
                "indexes": [models.Index(fields=["unit_path", "period"], name="bulletin_by_unit")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("unit_path", "template", "period", "subject_path"),
                        name="one_bulletin_a_period",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("unit_path", "number"),
                        name="bulletin_number_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("shared", False),
                            models.Q(("dated__isnull", False), ("issued_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="only_issued_bulletins_are_shared",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published", False),
                            models.Q(("published_at__isnull", False), ("shared", True), ("withdrawn_at", None)),
                            _connector="OR",
                        ),
                        name="only_issued_bulletins_are_published",
                    ),
                ],
            },
        ),
        policies.scope_table("monitoring_bulletin_batch"),
        policies.scope_table("monitoring_bulletin", also_readable=TOLD),
        migrations.RunSQL(sql=FREEZE, reverse_sql=THAW),
    ]

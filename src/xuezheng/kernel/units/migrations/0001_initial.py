"""The tables of the package, under row-level security."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from xuezheng.kernel.scope import policies


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Unit",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("short_name", models.CharField(blank=True, max_length=60, verbose_name="short name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ministry", "Ministry"),
                            ("department", "Provincial education department"),
                            ("city_bureau", "City education bureau"),
                            ("county_bureau", "County education bureau"),
                            ("office", "Office"),
                            ("affiliate", "Directly affiliated organisation"),
                            ("university", "University or college"),
                            ("vocational", "Vocational school"),
                            ("kindergarten", "Kindergarten"),
                            ("primary", "Primary school"),
                            ("junior", "Junior secondary school"),
                            ("senior", "Senior secondary school"),
                            ("nine_year", "Nine-year school"),
                            ("twelve_year", "Twelve-year school"),
                            ("special", "Special education school"),
                            ("teaching_point", "Teaching point"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("ministry", "Ministry"),
                            ("province", "Province"),
                            ("city", "City"),
                            ("county", "County"),
                            ("school", "School"),
                        ],
                        max_length=10,
                        verbose_name="level",
                    ),
                ),
                ("region_code", models.CharField(blank=True, max_length=12, verbose_name="region code")),
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("code", models.CharField(max_length=20, verbose_name="code")),
                ("initials", models.CharField(editable=False, max_length=120)),
                ("urban_rural", models.CharField(blank=True, max_length=10, verbose_name="urban or rural")),
                ("opened_on", models.DateField(verbose_name="opened on")),
                ("closed_on", models.DateField(null=True, verbose_name="closed on")),
                ("synthetic", models.BooleanField(default=False)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="parent",
                    ),
                ),
            ],
            options={
                "db_table": "units_unit",
            },
        ),
        migrations.CreateModel(
            name="UnitAlias",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("name", models.CharField(max_length=120, verbose_name="alias")),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="units.unit"),
                ),
            ],
            options={
                "db_table": "units_alias",
            },
        ),
        migrations.CreateModel(
            name="UnitSuccession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("how", models.CharField(choices=[("merge", "merged into"), ("split", "split into")], max_length=10)),
                ("effective_on", models.DateField()),
                (
                    "predecessor",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
                (
                    "successor",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
            ],
            options={
                "db_table": "units_succession",
            },
        ),
        migrations.CreateModel(
            name="UnitVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("short_name", models.CharField(blank=True, max_length=60, verbose_name="short name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ministry", "Ministry"),
                            ("department", "Provincial education department"),
                            ("city_bureau", "City education bureau"),
                            ("county_bureau", "County education bureau"),
                            ("office", "Office"),
                            ("affiliate", "Directly affiliated organisation"),
                            ("university", "University or college"),
                            ("vocational", "Vocational school"),
                            ("kindergarten", "Kindergarten"),
                            ("primary", "Primary school"),
                            ("junior", "Junior secondary school"),
                            ("senior", "Senior secondary school"),
                            ("nine_year", "Nine-year school"),
                            ("twelve_year", "Twelve-year school"),
                            ("special", "Special education school"),
                            ("teaching_point", "Teaching point"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("ministry", "Ministry"),
                            ("province", "Province"),
                            ("city", "City"),
                            ("county", "County"),
                            ("school", "School"),
                        ],
                        max_length=10,
                        verbose_name="level",
                    ),
                ),
                ("region_code", models.CharField(blank=True, max_length=12, verbose_name="region code")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                (
                    "parent",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="units.unit"),
                ),
            ],
            options={
                "db_table": "units_version",
            },
        ),
        migrations.AddIndex(
            model_name="unit",
            index=models.Index(fields=["parent", "unit_path"], name="unit_children"),
        ),
        migrations.AddIndex(
            model_name="unit",
            index=models.Index(fields=["name", "id"], name="unit_by_name"),
        ),
        migrations.AddIndex(
            model_name="unit",
            index=models.Index(fields=["kind", "unit_path"], name="unit_by_kind"),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.UniqueConstraint(fields=("unit_path",), name="one_unit_per_path"),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.UniqueConstraint(fields=("code",), name="unit_code_never_reused"),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(
                condition=models.Q(("closed_on", None), ("closed_on__gte", models.F("opened_on")), _connector="OR"),
                name="unit_closes_after_opening",
            ),
        ),
        migrations.AddIndex(
            model_name="unitalias",
            index=models.Index(fields=["name"], name="alias_by_name"),
        ),
        migrations.AddConstraint(
            model_name="unitalias",
            constraint=models.UniqueConstraint(fields=("unit", "name"), name="alias_once_per_unit"),
        ),
        migrations.AddConstraint(
            model_name="unitsuccession",
            constraint=models.UniqueConstraint(
                fields=("predecessor", "successor", "effective_on"), name="one_succession_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="unitversion",
            constraint=models.UniqueConstraint(fields=("unit", "valid_from"), name="one_version_a_day"),
        ),
        migrations.AddConstraint(
            model_name="unitversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"),
                name="version_is_half_open",
            ),
        ),
        policies.scope_table("units_unit", also_readable=policies.ANCESTORS),
        policies.scope_table("units_version", also_readable="unit_id IN (SELECT id FROM units_unit)"),
        policies.scope_table("units_alias", also_readable=policies.ANCESTORS),
        policies.scope_table("units_succession", also_readable=policies.ANCESTORS),
    ]

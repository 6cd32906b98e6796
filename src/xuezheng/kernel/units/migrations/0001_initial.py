"""The tables of the package, under row-level security, and what the database itself holds about official codes."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from xuezheng.kernel.scope import policies

INNER_OF_ANCESTORS = (
    "kind IN ('office', 'affiliate')"
    " AND parent_path = ANY (string_to_array(nullif(current_setting('xuezheng.ancestors', true), ''), ' '))"
)
"""Offices and affiliates of the units above: everybody below may know who is responsible."""

OF_READABLE_UNIT = "EXISTS (SELECT 1 FROM units_unit u WHERE u.id = {table}.unit_id)"
OF_EITHER_READABLE_UNIT = "EXISTS (SELECT 1 FROM units_unit u WHERE u.id IN (predecessor_id, successor_id))"

CODES_TAKEN = """
CREATE FUNCTION units_codes_taken(asked text[]) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT code FROM units_unit WHERE code = ANY (asked)
    UNION SELECT code FROM units_void_code WHERE code = ANY (asked)
$$;
REVOKE ALL ON FUNCTION units_codes_taken FROM PUBLIC;
GRANT EXECUTE ON FUNCTION units_codes_taken TO "{role}";
"""
"""Official codes are unique across all scopes, so whether one is taken can be asked by who opens units; not by whom."""

VOID_STAYS_VOID = """
CREATE FUNCTION units_void_stays_void() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE reused text;
BEGIN
    SELECT void.code INTO reused FROM units_void_code void JOIN fresh ON fresh.code = void.code LIMIT 1;
    IF reused IS NOT NULL THEN
        RAISE EXCEPTION 'code % is void', reused USING ERRCODE = 'unique_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER void_stays_void_on_insert AFTER INSERT ON units_unit
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION units_void_stays_void();
CREATE TRIGGER void_stays_void_on_update AFTER UPDATE ON units_unit
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION units_void_stays_void();
"""


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
                ("code", models.CharField(max_length=20, verbose_name="code")),
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
                (
                    "urban_rural",
                    models.CharField(
                        blank=True,
                        choices=[("urban", "City area"), ("town", "Town area"), ("rural", "Countryside")],
                        max_length=10,
                        verbose_name="urban or rural",
                    ),
                ),
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "parent_path",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.F("unit_path"),
                            models.Value("[^.]+\\.$"),
                            models.Value(""),
                            function="regexp_replace",
                        ),
                        output_field=models.CharField(db_collation="C", max_length=200),
                    ),
                ),
                ("initials", models.CharField(editable=False, max_length=120)),
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
                "indexes": [
                    models.Index(fields=["parent", "unit_path"], name="unit_children"),
                    models.Index(fields=["name", "id"], name="unit_by_name"),
                    models.Index(fields=["kind", "unit_path"], name="unit_by_kind"),
                    models.Index(
                        condition=models.Q(("kind__in", ["office", "affiliate"])),
                        fields=["parent_path"],
                        name="unit_inner",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("unit_path",), name="one_unit_per_path"),
                    models.UniqueConstraint(fields=("code",), name="unit_code_never_reused"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on", None), ("closed_on__gte", models.F("opened_on")), _connector="OR"
                        ),
                        name="unit_closes_after_opening",
                    ),
                ],
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
                "indexes": [models.Index(fields=["name"], name="alias_by_name")],
                "constraints": [models.UniqueConstraint(fields=("unit", "name"), name="alias_once_per_unit")],
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("predecessor", "successor", "effective_on"), name="one_succession_a_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("short_name", models.CharField(blank=True, max_length=60, verbose_name="short name")),
                ("code", models.CharField(max_length=20, verbose_name="code")),
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
                (
                    "urban_rural",
                    models.CharField(
                        blank=True,
                        choices=[("urban", "City area"), ("town", "Town area"), ("rural", "Countryside")],
                        max_length=10,
                        verbose_name="urban or rural",
                    ),
                ),
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
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "valid_from"), name="one_version_a_day"),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)), fields=("unit",), name="one_version_in_force"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="version_is_half_open",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VoidCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="code")),
                ("voided_on", models.DateField()),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
            ],
            options={
                "db_table": "units_void_code",
            },
        ),
        policies.scope_table("units_unit", also_readable=f"{policies.ANCESTORS} OR ({INNER_OF_ANCESTORS})"),
        policies.scope_table("units_version", also_readable=OF_READABLE_UNIT.format(table="units_version")),
        policies.scope_table("units_alias", also_readable=OF_READABLE_UNIT.format(table="units_alias")),
        policies.scope_table("units_succession", also_readable=OF_EITHER_READABLE_UNIT),
        policies.scope_table("units_void_code"),
        migrations.RunSQL(
            sql=CODES_TAKEN.replace("{role}", settings.APPLICATION_ROLE), reverse_sql="DROP FUNCTION units_codes_taken"
        ),
        migrations.RunSQL(sql=VOID_STAYS_VOID, reverse_sql="DROP FUNCTION units_void_stays_void CASCADE"),
    ]

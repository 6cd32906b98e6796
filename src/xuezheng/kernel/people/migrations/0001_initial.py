"""The tables of the package, under row-level security."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from xuezheng.kernel.scope import policies


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("units", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=20, unique=True, verbose_name="person number")),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("initials", models.CharField(editable=False, max_length=60)),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="phone")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("left_on", models.DateField(null=True, verbose_name="left on")),
                ("synthetic", models.BooleanField(default=False)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "home_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="home unit",
                    ),
                ),
            ],
            options={
                "db_table": "people_person",
                "indexes": [
                    models.Index(fields=["name", "id"], name="person_by_name"),
                    models.Index(fields=["initials"], name="person_by_initials"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("username", models.CharField(max_length=60, unique=True, verbose_name="sign-in name")),
                ("is_active", models.BooleanField(default=True)),
                ("must_change_password", models.BooleanField(default=True)),
                ("language", models.CharField(blank=True, max_length=10)),
                ("synthetic", models.BooleanField(default=False)),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "db_table": "people_account",
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("person_name", models.CharField(max_length=60, verbose_name="name")),
                ("home_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("unit_name", models.CharField(max_length=120, verbose_name="unit")),
                ("role", models.CharField(max_length=40, verbose_name="role")),
                ("valid_from", models.DateTimeField(verbose_name="valid from")),
                ("valid_to", models.DateTimeField(null=True, verbose_name="valid to")),
                ("granted_by", models.UUIDField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "db_table": "people_post",
                "indexes": [
                    models.Index(fields=["unit", "valid_to"], name="post_by_unit"),
                    models.Index(fields=["person_name", "id"], name="post_by_name"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="post_ends_after_start",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)),
                        fields=("person", "unit", "role"),
                        name="one_open_post_per_role_and_unit",
                    ),
                ],
            },
        ),
        policies.scope_table("people_person", shareable=False),
        policies.scope_table("people_account", shareable=False),
        policies.scope_table("people_post", also_readable=policies.within("home_path"), shareable=False),
        migrations.RunSQL("CREATE SEQUENCE people_person_number", "DROP SEQUENCE people_person_number"),
    ]

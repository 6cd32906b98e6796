"""Bodies with members, CIOs with trainings, requests, meetings with resolutions, under row-level security."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from xuezheng.kernel.scope import policies


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0003_searchable"),
        ("units", "0004_searchable"),
    ]

    operations = [
        migrations.CreateModel(
            name="Body",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=40, verbose_name="kind of body")),
                ("name", models.CharField(max_length=120, verbose_name="name of the body")),
                ("doc_number", models.CharField(blank=True, max_length=60, verbose_name="founding document")),
                ("duties", models.TextField(blank=True, verbose_name="duties")),
                ("founded_on", models.DateField(verbose_name="founded on")),
                ("dissolved_on", models.DateField(null=True, verbose_name="dissolved on")),
                ("version", models.PositiveIntegerField(default=1)),
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
                "db_table": "organisation_body",
                "indexes": [
                    models.Index(fields=["unit_path", "kind"], name="body_by_place"),
                    models.Index(fields=["founded_on", "id"], name="body_by_day"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dissolved_on", None), ("dissolved_on__gt", models.F("founded_on")), _connector="OR"
                        ),
                        name="body_ends_after_founding",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("dissolved_on", None)),
                        fields=("unit", "name"),
                        name="one_body_of_a_name_in_being",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BodyMember",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("chair", "chair"),
                            ("deputy", "deputy chair"),
                            ("member", "member"),
                            ("secretary", "head of the office"),
                        ],
                        max_length=12,
                        verbose_name="seat",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("duty", models.CharField(blank=True, max_length=120, verbose_name="office held")),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_to", models.DateField(null=True, verbose_name="until")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="organisation.body"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "db_table": "organisation_member",
                "indexes": [models.Index(fields=["body", "valid_from"], name="member_by_body")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="seat_ends_after_beginning",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("role", "chair"), ("valid_to", None)),
                        fields=("body",),
                        name="one_chair_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Cio",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(db_collation="C", max_length=60, verbose_name="name")),
                ("duty", models.CharField(max_length=120, verbose_name="office held")),
                ("doc_number", models.CharField(blank=True, max_length=60, verbose_name="document of the appointment")),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_to", models.DateField(null=True, verbose_name="until")),
                ("trained_on", models.DateField(null=True, verbose_name="last trained on")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "person",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.person"
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
                "db_table": "organisation_cio",
                "indexes": [
                    models.Index(fields=["unit_path", "valid_to"], name="cio_by_place"),
                    models.Index(fields=["valid_from", "id"], name="cio_by_day"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="cio_ends_after_beginning",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)), fields=("unit",), name="one_cio_a_unit"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CioTraining",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("title", models.CharField(max_length=200, verbose_name="training")),
                ("trained_on", models.DateField(verbose_name="trained on")),
                ("certificate", models.CharField(blank=True, max_length=60, verbose_name="certificate")),
                (
                    "cio",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="organisation.cio"
                    ),
                ),
            ],
            options={
                "db_table": "organisation_cio_training",
                "indexes": [models.Index(fields=["cio", "trained_on"], name="training_by_cio")],
            },
        ),
        migrations.CreateModel(
            name="CoverageRequest",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("rule", models.CharField(max_length=40, verbose_name="what is asked for")),
                ("asked_by", models.CharField(max_length=120, verbose_name="asked by")),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                ("due_on", models.DateField(verbose_name="until")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="answered at")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="units.unit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "db_table": "organisation_request",
                "indexes": [models.Index(fields=["unit_path", "rule"], name="request_by_place")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at", None)),
                        fields=("unit", "rule"),
                        name="one_open_request_a_rule",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("topic", "topic meeting"), ("promotion", "promotion meeting")],
                        max_length=12,
                        verbose_name="kind of meeting",
                    ),
                ),
                ("topic", models.CharField(max_length=200, verbose_name="topic")),
                ("held_on", models.DateField(verbose_name="held on")),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="place")),
                ("attendees", models.TextField(blank=True, verbose_name="attendees")),
                ("summary", models.TextField(blank=True, verbose_name="summary")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "body",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.body"
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
                "db_table": "organisation_meeting",
                "indexes": [models.Index(fields=["held_on", "id"], name="meeting_by_day")],
            },
        ),
        migrations.CreateModel(
            name="Resolution",
            fields=[
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=500, verbose_name="resolution")),
                ("task_id", models.UUIDField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="organisation.meeting"
                    ),
                ),
            ],
            options={
                "db_table": "organisation_resolution",
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "position"), name="resolution_once_a_place")
                ],
            },
        ),
        policies.scope_table("organisation_body"),
        policies.scope_table("organisation_member"),
        policies.scope_table("organisation_cio"),
        policies.scope_table("organisation_cio_training"),
        policies.scope_table("organisation_request"),
        policies.scope_table("organisation_meeting"),
        policies.scope_table("organisation_resolution"),
    ]

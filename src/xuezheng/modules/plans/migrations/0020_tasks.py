"""Who submitted, reasons of overspending, and tallies of assignments that a trigger keeps."""

from django.db import migrations, models

from xuezheng.kernel.scope import policies

PLACE = r"substring({path} from '^(?:[^u.][^.]*\.)+')"
"""Paths of administrations consist of codes; every other unit's own segment begins with a u."""


def _rows(table: str, sign: int) -> str:
    place = PLACE.format(path="unit_path")
    return f"""SELECT plan_id, task_id, {place} AS place, due_on,
        CASE WHEN accepted_at IS NOT NULL THEN 'accepted' WHEN submitted_at IS NOT NULL THEN 'submitted' ELSE 'open' END
        AS state, {sign} AS change FROM {table}"""  # noqa: S608 - no value of anybody's


def _upsert(rows: str) -> str:
    """Sorted, so that two at once lock the tallies in the same order."""
    return f"""INSERT INTO public.plans_task_tally AS kept (plan_id, task_id, unit_path, due_on, state, number)
        SELECT plan_id, task_id, place, due_on, state, sum(change) FROM ({rows}) AS changes
        GROUP BY plan_id, task_id, place, due_on, state HAVING sum(change) <> 0 ORDER BY task_id, place, due_on, state
        ON CONFLICT (task_id, unit_path, due_on, state) DO UPDATE SET number = kept.number + excluded.number"""  # noqa: S608 - no value of anybody's


INSERTED, DELETED = _rows("new_rows", 1), _rows("old_rows", -1)
FUNCTION = f"""
CREATE FUNCTION plans_tally() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        {_upsert(INSERTED)};
    ELSIF TG_OP = 'DELETE' THEN
        {_upsert(DELETED)};
    ELSE
        {_upsert(f"{INSERTED} UNION ALL {DELETED}")};
    END IF;
    RETURN NULL;
END $$
"""
"""Runs as the owner: a school that submits changes its county's tally, which its own scope does not hold."""


def _trigger(event: str, tables: str) -> str:
    return (
        f"CREATE TRIGGER plans_tally_{event} AFTER {event} ON plans_assignment REFERENCING {tables}"
        " FOR EACH STATEMENT EXECUTE FUNCTION plans_tally()"
    )


TRIGGERS = [
    _trigger("insert", "NEW TABLE AS new_rows"),
    _trigger("update", "OLD TABLE AS old_rows NEW TABLE AS new_rows"),
    _trigger("delete", "OLD TABLE AS old_rows"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0010_review"),
    ]

    operations = [
        migrations.AddField(
            model_name="assignment",
            name="submitted_by",
            field=models.UUIDField(null=True, verbose_name="person who submitted"),
        ),
        migrations.AddField(
            model_name="spending",
            name="over_reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="why it goes beyond the amount"),
        ),
        migrations.AlterField(
            model_name="assignmentstep",
            name="what",
            field=models.CharField(
                choices=[
                    ("submitted", "submitted"),
                    ("withdrawn", "withdrawn"),
                    ("accepted", "accepted"),
                    ("returned", "returned"),
                    ("reopened", "reopened"),
                    ("extended", "given more time"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(fields=["task", "unit_path", "id"], name="assignment_by_task"),
        ),
        migrations.CreateModel(
            name="TaskTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("unit_path", models.CharField(db_collation="C", db_index=True, max_length=200)),
                ("plan_id", models.UUIDField()),
                ("task_id", models.UUIDField()),
                ("due_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("submitted", "submitted"), ("accepted", "accepted")], max_length=10
                    ),
                ),
                ("number", models.IntegerField()),
            ],
            options={
                "db_table": "plans_task_tally",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("task_id", "unit_path", "due_on", "state"), name="one_tally_a_state"
                    )
                ],
                "indexes": [models.Index(fields=["plan_id", "unit_path"], name="tally_by_place")],
            },
        ),
        policies.scope_table("plans_task_tally"),
        policies.forbid_changes("plans_task_tally"),
        migrations.RunSQL(
            sql=[
                FUNCTION,
                *TRIGGERS,
                _upsert(_rows("plans_assignment", 1)),
            ],
            reverse_sql=[
                *(f"DROP TRIGGER plans_tally_{event} ON plans_assignment" for event in ("insert", "update", "delete")),
                "DROP FUNCTION plans_tally()",
            ],
        ),
    ]

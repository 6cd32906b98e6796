"""The database itself says who may decide: whoever reaches it as the application still accepts only what the own unit issued.

A row at a school lies in the school's scope, so its policy lets the school write it. What only the issuing side decides is
therefore guarded apart: acceptance, deadline and place of an assignment, value and agreement of a share. And what was stated
as evidence is withdrawn, never rewritten. The owner, to whom no policy applies, is not held up.
"""

from django.db import migrations

from xuezheng.kernel.scope import policies


def _refusal(constraint: str) -> str:
    return (
        f"RAISE EXCEPTION '{constraint}' USING ERRCODE = 'check_violation', CONSTRAINT = '{constraint}', "
        f"DETAIL = '{constraint}'"
    )


def _function(name: str, body: str) -> str:
    return f"""CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
{body}
$$"""


def _changed(columns: tuple[str, ...]) -> str:
    return " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)


DECIDED = ("accepted_at", "due_on", "issuer_path", "plan_id", "task_id", "unit_id", "role")
ASSIGNMENT = _function(
    "plans_guard_assignment",
    f"""BEGIN
    IF row_security_active('public.plans_assignment') THEN
        IF NOT ({policies.within("NEW.issuer_path")}) THEN
            {_refusal("decided_by_who_issued_it")};
        END IF;
        IF TG_OP = 'UPDATE' AND NOT ({policies.within("OLD.issuer_path")}) THEN
            {_refusal("decided_by_who_issued_it")};
        END IF;
    END IF;
    RETURN NEW;
END""",
)
AGREED = ("value", "weight", "method", "agreed_at", "target_id", "unit_id")
SHARE = _function(
    "plans_guard_share",
    f"""DECLARE
    issuer text;
BEGIN
    IF row_security_active('public.plans_target_share') THEN
        SELECT unit_path INTO issuer FROM public.plans_target WHERE id = NEW.target_id;
        IF issuer IS NULL OR NOT ({policies.within("issuer")}) THEN
            {_refusal("shared_out_by_who_issued_it")};
        END IF;
    END IF;
    RETURN NEW;
END""",  # noqa: S608 - no value of anybody's
)
STATED = ("value", "statement", "as_of", "unit_id", "recorded_at")
EVIDENCE = _function("plans_keep_evidence", f"BEGIN {_refusal('evidence_is_not_rewritten')}; END")

TRIGGERS = (
    ("assignment_is_handed_out", "plans_assignment", "INSERT", "", "plans_guard_assignment"),
    ("assignment_is_decided", "plans_assignment", "UPDATE", _changed(DECIDED), "plans_guard_assignment"),
    ("share_is_given", "plans_target_share", "INSERT", "", "plans_guard_share"),
    ("share_is_agreed", "plans_target_share", "UPDATE", _changed(AGREED), "plans_guard_share"),
    ("evidence_is_kept", "plans_target_evidence", "UPDATE", _changed(STATED), "plans_keep_evidence"),
)
"""(name, table, event, when, function)"""


def _created(name: str, table: str, event: str, when: str, function: str) -> str:
    condition = f" WHEN ({when})" if when else ""
    return f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW{condition} EXECUTE FUNCTION {function}()"


class Migration(migrations.Migration):
    dependencies = [("plans", "0030_evidence_of_unmeasured")]

    operations = [
        migrations.RunSQL(
            sql=[ASSIGNMENT, SHARE, EVIDENCE, *(_created(*trigger) for trigger in TRIGGERS)],
            reverse_sql=[
                *(f"DROP TRIGGER {name} ON {table}" for name, table, *_how in TRIGGERS),
                "DROP FUNCTION plans_guard_assignment()",
                "DROP FUNCTION plans_guard_share()",
                "DROP FUNCTION plans_keep_evidence()",
            ],
        ),
    ]

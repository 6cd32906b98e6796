"""The database itself refuses evidence about a target that an indicator measures, also while somebody binds it."""

from django.db import migrations, models

REFUSE = """
CREATE FUNCTION plans_refuse_evidence_of_measured() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    PERFORM 1 FROM public.plans_target WHERE id = NEW.target_id AND indicator_code = '' FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the target is measured' USING ERRCODE = 'check_violation', CONSTRAINT = 'evidence_of_unmeasured_target',
            DETAIL = 'evidence_of_unmeasured_target';
    END IF;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION plans_refuse_evidence_of_measured() FROM PUBLIC;
CREATE TRIGGER evidence_of_unmeasured_target BEFORE INSERT ON plans_target_evidence
    FOR EACH ROW EXECUTE FUNCTION plans_refuse_evidence_of_measured();
"""
ALLOW = """
DROP TRIGGER evidence_of_unmeasured_target ON plans_target_evidence;
DROP FUNCTION plans_refuse_evidence_of_measured();
"""


class Migration(migrations.Migration):
    dependencies = [("plans", "0020_tasks")]

    operations = [
        migrations.AlterField(
            model_name="target",
            name="indicator_code",
            field=models.CharField(blank=True, default="", max_length=80, verbose_name="indicator"),
        ),
        migrations.RunSQL(sql=REFUSE, reverse_sql=ALLOW),
    ]

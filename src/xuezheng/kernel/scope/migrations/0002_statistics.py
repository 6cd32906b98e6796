"""What the planner knows of a table is taken by the tables' owner; the application may ask for it."""

from django.conf import settings
from django.db import migrations

CREATE = """
CREATE FUNCTION scope_take_statistics(names text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY names LOOP
        EXECUTE format('ANALYZE public.%I', name);
    END LOOP;
END $$;
REVOKE EXECUTE ON FUNCTION scope_take_statistics FROM PUBLIC;
GRANT EXECUTE ON FUNCTION scope_take_statistics TO "{role}";
"""


class Migration(migrations.Migration):
    dependencies = [("scope", "0001_initial")]

    operations = [
        migrations.RunSQL(
            sql=CREATE.replace("{role}", settings.APPLICATION_ROLE),
            reverse_sql="DROP FUNCTION scope_take_statistics",
        )
    ]

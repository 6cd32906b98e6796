"""Names, numbers and initials compare by their characters, so that an index serves the beginning of one under the policies."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_sign_in"),
    ]

    operations = [
        migrations.AlterField(
            model_name="person",
            name="initials",
            field=models.CharField(db_collation="C", editable=False, max_length=60),
        ),
        migrations.AlterField(
            model_name="person",
            name="name",
            field=models.CharField(db_collation="C", max_length=60, verbose_name="name"),
        ),
        migrations.AlterField(
            model_name="person",
            name="number",
            field=models.CharField(db_collation="C", max_length=20, unique=True, verbose_name="person number"),
        ),
        migrations.AlterField(
            model_name="post",
            name="person_name",
            field=models.CharField(db_collation="C", max_length=60, verbose_name="name"),
        ),
    ]

"""Names, codes and initials compare by their characters, so that an index serves the beginning of one under the policies."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("units", "0003_fewer_indexes"),
    ]

    operations = [
        migrations.AlterField(
            model_name="unit",
            name="code",
            field=models.CharField(db_collation="C", max_length=20, verbose_name="code"),
        ),
        migrations.AlterField(
            model_name="unit",
            name="initials",
            field=models.CharField(db_collation="C", editable=False, max_length=120),
        ),
        migrations.AlterField(
            model_name="unit",
            name="name",
            field=models.CharField(db_collation="C", max_length=120, verbose_name="name"),
        ),
        migrations.AlterField(
            model_name="unitversion",
            name="code",
            field=models.CharField(db_collation="C", max_length=20, verbose_name="code"),
        ),
        migrations.AlterField(
            model_name="unitversion",
            name="name",
            field=models.CharField(db_collation="C", max_length=120, verbose_name="name"),
        ),
        migrations.AddIndex(
            model_name="unit",
            index=models.Index(fields=["initials"], name="unit_by_initials"),
        ),
    ]

"""The audit log's table and triggers, by the access room's own statements: the command line may have run them already."""

from django.db import migrations, models

from forcesight.access.audit_schema import DJANGO_SQLITE, POSTGRESQL


def create(apps, schema_editor):
    dialect = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else DJANGO_SQLITE
    with schema_editor.connection.cursor() as cursor:
        for statement in dialect.schema():
            cursor.execute(statement)


TEXTS = ("at", "event", "verb", "actor", "channel", "purpose", "target", "parent", "old", "new", "marking")


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        # Not reversible on purpose: the log is never dropped.
        migrations.RunPython(create),
        migrations.CreateModel(
            "AuditEvent",
            fields=[
                ("sequence", models.BigIntegerField(primary_key=True, serialize=False, verbose_name="number")),
                *((name, models.TextField()) for name in TEXTS),
                ("previous_hash", models.TextField()),
                ("hash", models.TextField()),
            ],
            options={"managed": False, "db_table": "audit_event", "ordering": ("-sequence",)},
        ),
    ]

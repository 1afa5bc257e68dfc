"""What the program took for complete until now stays so, as a word that the office can see and change.

Before registers had a state, one row made "none in this village" a fact. An installation must not
lose its plan by an upgrade, so each register with rows gets that reading as its first word.
"""

from django.db import migrations

MODELS = {
    "households": ("people", "Household"),
    "cooperatives": ("cooperatives", "Cooperative"),
    "enterprises": ("enterprises", "Enterprise"),
    "bumdes": ("bumdes", "Bumdes"),
}


def carry_over(apps, _schema_editor):
    words = apps.get_model("registers", "RegisterState").objects
    for installation in apps.get_model("territory", "Installation").objects.all():
        regency = installation.regency_id
        for register, model in MODELS.items():
            within = {"village__code__startswith": f"{regency}."}
            rows = apps.get_model(*model)._base_manager.filter(**within).count()
            if rows:
                words.create(
                    regency_id=regency, register=register, state="complete", row_count=rows,
                    as_of=installation.set_up_at.date(), declared_at=installation.set_up_at,
                    is_carried_over=True,
                )  # fmt: skip


class Migration(migrations.Migration):

    dependencies = [
        ("registers", "0001_initial"),
        ("people", "0005_own_restriction"),
        ("cooperatives", "0003_health_status"),
        ("enterprises", "0001_initial"),
        ("bumdes", "0002_ranking_has_its_year"),
    ]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]

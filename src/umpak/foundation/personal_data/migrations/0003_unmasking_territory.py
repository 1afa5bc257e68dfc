from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('personal_data', '0002_append_only'),
    ]

    operations = [
        migrations.AddField(
            model_name='unmasking',
            name='territory_code',
            field=models.CharField(blank=True, default='', max_length=13, verbose_name='wilayah'),
            preserve_default=False,
        ),
    ]

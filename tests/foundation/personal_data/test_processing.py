from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from umpak.foundation.personal_data.fields import EncryptedTextField
from umpak.foundation.personal_data.processing import activities, undeclared


def test_every_model_with_data_on_people_says_why():
    assert undeclared(apps.get_models()) == []


def test_declared_activities_name_their_law_and_purpose():
    assert activities()
    for activity in activities().values():
        assert activity.legal_reference.strip()
        assert activity.purpose_code.strip()


@isolate_apps("umpak.registry.people")
def test_model_with_an_identifier_and_no_activity_is_found():
    class Visitor(models.Model):
        nik = EncryptedTextField(null=True)

        class Meta:
            app_label = "people"

    class Plain(models.Model):
        class Meta:
            app_label = "people"

    assert undeclared([Visitor, Plain]) == [Visitor]

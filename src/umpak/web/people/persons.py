"""Forms about the people of a family."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from umpak.registry.people.models import Person
from umpak.registry.people.services.persons import add_person, change_person
from umpak.web.people.forms import ChangePersonForm, PersonForm, initial_of_person
from umpak.web.people.households import OnHousehold


class AddPerson(OnHousehold[PersonForm]):
    title = _("Tambah anggota")
    form_class = PersonForm
    done_message = _("Anggota tersimpan.")

    def call(self, form: PersonForm) -> Person:
        return add_person(by=self.user, details=form.details(), household=self.household)


class ChangePerson(OnHousehold[ChangePersonForm]):
    title = _("Ubah anggota")
    form_class = ChangePersonForm
    done_message = _("Perubahan tersimpan.")
    person: Person

    def prepare(self) -> None:
        super().prepare()
        members = Person.objects.select_related("household")
        person = members.filter(
            household=self.household, public_id=self.kwargs["person_id"]
        ).first()
        if person is None:
            raise Http404
        self.person = person

    def get_initial(self) -> dict[str, Any]:
        return initial_of_person(self.person)

    def call(self, form: ChangePersonForm) -> Person:
        return change_person(by=self.user, person=self.person, details=form.details())

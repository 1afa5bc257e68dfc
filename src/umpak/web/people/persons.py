"""Forms about the people of a family."""

from typing import Any, Generic, TypeVar

from django import forms
from django.http import Http404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from umpak.registry.people.models import Person
from umpak.registry.people.services.persons import add_person, change_person, move_person
from umpak.web.people.forms import (
    ChangePersonForm,
    MovePersonForm,
    PersonForm,
    initial_of_person,
)
from umpak.web.people.households import OnHousehold
from umpak.web.people.lists import household_url

F = TypeVar("F", bound=forms.BaseForm)


class AddPerson(OnHousehold[PersonForm]):
    title = _("Tambah anggota")
    form_class = PersonForm
    done_message = _("Anggota tersimpan.")

    def call(self, form: PersonForm) -> Person:
        return add_person(by=self.user, details=form.details(), household=self.household)


class OnPerson(OnHousehold[F], Generic[F]):
    """A form about one member of the family."""

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


class ChangePerson(OnPerson[ChangePersonForm]):
    title = _("Ubah anggota")
    form_class = ChangePersonForm
    done_message = _("Perubahan tersimpan.")

    def get_initial(self) -> dict[str, Any]:
        return initial_of_person(self.person)

    def call(self, form: ChangePersonForm) -> Person:
        return change_person(by=self.user, person=self.person, details=form.details())


class MovePerson(OnPerson[MovePersonForm]):
    title = _("Pindahkan ke keluarga lain")
    lead = _("Misalnya sesudah menikah. Orang ini ikut ke desa keluarga barunya.")
    form_class = MovePersonForm
    done_message = _("Anggota dipindahkan.")
    submit_label = _("Pindahkan")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.user, "leaving": self.household}

    def call(self, form: MovePersonForm) -> Person:
        return move_person(by=self.user, person=self.person, **form.cleaned_data)

    def done_url(self, result: object) -> str:
        assert isinstance(result, Person)
        assert result.household is not None, "moved into a family"
        return household_url(result.household)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = super().get_context_data(**kwargs)
        title = gettext("Pindahkan %(name)s ke keluarga lain") % {"name": self.person.name}
        return found | {"title": title}

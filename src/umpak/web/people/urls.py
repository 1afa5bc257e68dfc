from django.urls import path

from umpak.web.people import households, persons, unmasking
from umpak.web.people.choosing import family_options
from umpak.web.people.lists import HouseholdList
from umpak.web.people.page import household_page
from umpak.web.people.poverty_lines import PovertyLineList
from umpak.web.people.restricted import RestrictedList
from umpak.web.people.totals import PlaceTotalList
from umpak.web.people.villages import DesilByVillage

app_name = "people"

urlpatterns = [
    path("", HouseholdList.as_view(), name="list"),
    path("desil/", DesilByVillage.as_view(), name="desil_by_village"),
    path("garis-kemiskinan/", PovertyLineList.as_view(), name="poverty_lines"),
    path("total-per-desa/", PlaceTotalList.as_view(), name="place_totals"),
    path("dibatasi/", RestrictedList.as_view(), name="restricted"),
    path("pilihan/", family_options, name="options"),
    path("cari-nomor/", households.find_by_number, name="find_by_number"),
    path("tambah/", households.AddHousehold.as_view(), name="add"),
    path("<uuid:public_id>/", household_page, name="household"),
    path("<uuid:public_id>/ubah/", households.ChangeHousehold.as_view(), name="change"),
    path("<uuid:public_id>/pindah/", households.MoveHousehold.as_view(), name="move"),
    path("<uuid:public_id>/desil/", households.NoteDesil.as_view(), name="note_desil"),
    path("<uuid:public_id>/batasi/", households.RestrictHousehold.as_view(), name="restrict"),
    path("<uuid:public_id>/buka-pembatasan/", households.LiftRestriction.as_view(), name="lift"),
    path("<uuid:public_id>/buka-identitas/", unmasking.UnmaskHousehold.as_view(), name="unmask"),
    path("<uuid:public_id>/orang/tambah/", persons.AddPerson.as_view(), name="add_person"),
    path(
        "<uuid:public_id>/orang/<uuid:person_id>/ubah/",
        persons.ChangePerson.as_view(),
        name="change_person",
    ),
    path(
        "<uuid:public_id>/orang/<uuid:person_id>/pindah/",
        persons.MovePerson.as_view(),
        name="move_person",
    ),
]

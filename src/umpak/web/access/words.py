"""What the trail's codes are called on the screen."""

from collections.abc import Mapping

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: Mapping[str, str | Promise] = {
    "user.add": _("menambah pengguna"),
    "user.change": _("mengubah pengguna"),
    "user.set_password": _("mengganti kata sandi pengguna"),
    "user.close": _("menutup akun"),
    "user.reopen": _("membuka lagi akun"),
    "role.grant": _("memberi peran"),
    "role.revoke": _("mencabut peran"),
    "api_token.create": _("membuat kunci API"),
    "api_token.revoke": _("mencabut kunci API"),
    "list.export": _("mengunduh daftar"),
    "personal_data.unmask": _("membuka identitas"),
}


def verb_name(code: str) -> str:
    """The verb in words, or its code where nobody has named it yet."""
    return str(VERBS.get(code, code))


def kind_name(subject_kind: str) -> str:
    """`people.household` becomes the model's own name."""
    try:
        return str(apps.get_model(subject_kind)._meta.verbose_name)
    except (LookupError, ValueError):
        return subject_kind

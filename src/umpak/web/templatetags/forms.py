"""Draws one control of a form with the classes, the focus and the descriptions it needs."""

from django import forms, template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()

_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, ""),
    (forms.RadioSelect, ""),
    (forms.CheckboxInput, "form-check-input"),
    (forms.Select, "form-select"),
    (forms.Widget, "form-control"),
)


@register.filter
def as_control(field: BoundField) -> SafeString:
    """The control, marked as invalid when it is, focused when it holds the first error."""
    css = next(css for widget, css in _CLASSES if isinstance(field.field.widget, widget))
    given = field.field.widget.attrs.get("class", "")
    invalid = "is-invalid" if field.errors else ""
    attrs: dict[str, str | bool] = {"class": " ".join(filter(None, (css, given, invalid)))}
    if _is_first_error(field):
        attrs["autofocus"] = True
    described = [f"{field.auto_id}_helptext"] if field.help_text else []
    if field.errors:
        described.insert(0, f"{field.auto_id}_error")
    if described and not field.use_fieldset:
        attrs["aria-describedby"] = " ".join(described)
    return field.as_widget(attrs=attrs)


def _is_first_error(field: BoundField) -> bool:
    for other in field.form.visible_fields():
        if other.errors:
            return bool(other.name == field.name)
    return False

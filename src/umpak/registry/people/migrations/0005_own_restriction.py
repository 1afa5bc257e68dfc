"""Whoever was restricted only with the family is so by the family's row alone from now on.

Restricting a family used to mark its members too, and lifting it freed them all. An own request
of a member is known by its row in the trail, unless it was lifted afterwards.
"""

from django.db import migrations

APART = """
    UPDATE people_person p
    SET is_restricted = false
    FROM people_household h
    WHERE h.id = p.household_id
      AND h.is_restricted
      AND p.is_restricted
      AND (
          SELECT a.verb FROM audit_auditentry a
          WHERE a.subject_kind = 'people.person'
            AND a.subject_key = p.public_id::text
            AND a.verb IN ('people.restrict', 'people.lift_restriction')
          ORDER BY a.at DESC, a.id DESC
          LIMIT 1
      ) IS DISTINCT FROM 'people.restrict'
"""
TOGETHER = """
    UPDATE people_person p
    SET is_restricted = true
    FROM people_household h
    WHERE h.id = p.household_id AND h.is_restricted
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0004_poverty_lines"), ("audit", "0001_initial")]
    operations = [migrations.RunSQL(APART, TOGETHER)]

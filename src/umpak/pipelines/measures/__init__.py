"""Measures by village and district, as Ibis expressions over the snapshot.

Counts are exact integers; a ratio is one division of two counts, as the row-wise rules do it. The
catalogue of all of them, with label and unit, is `umpak.parameters.intervention_rules.measures`.
"""

from umpak.pipelines.measures.districts import district_measures
from umpak.pipelines.measures.settings import MeasureSettings, measure_settings
from umpak.pipelines.measures.villages import village_measures

__all__ = ["MeasureSettings", "district_measures", "measure_settings", "village_measures"]

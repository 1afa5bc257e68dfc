"""Measures by village and district, as Ibis expressions over the snapshot.

Counts are exact integers; a ratio is one division of two counts, as the row-wise rules do it.
"""

from umpak.pipelines.measures.districts import district_measures
from umpak.pipelines.measures.settings import MeasureSettings
from umpak.pipelines.measures.villages import village_measures

__all__ = ["MeasureSettings", "district_measures", "village_measures"]

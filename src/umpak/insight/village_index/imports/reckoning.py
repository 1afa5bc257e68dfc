"""From a staged row to what is kept of it; the row-wise rule does the arithmetic."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from umpak.foundation.imports.problems import Problem
from umpak.foundation.imports.run import Run
from umpak.insight.village_index.choices import Form, Instrument
from umpak.insight.village_index.imports.columns import COMPONENTS, DIMENSIONS, INDICATORS
from umpak.parameters.loader import NoParameterError
from umpak.parameters.village_index import idm_rules, indeks_desa_rules
from umpak.rules import problems as rule_problems
from umpak.rules.published_index import (
    COMPOSITE,
    STATUS,
    CheckedIndex,
    Difference,
    Published,
    check_composites,
    check_scores,
)
from umpak.rules.published_points import PublishedPoints, check_points, exact_score
from umpak.rules.village_index import IdmRules, VillageIndex, index_from_components

FIELDS = {**COMPONENTS, COMPOSITE: "composite", STATUS: "status"}
DEFAULT_VERSION = {
    Form.COMPOSITE: "berkas tahunan",
    Form.RAW: "umpan rumusan",
    Form.POINTS: "poin dimensi",
}
_KEPT = Decimal("1e-16")

Row = Mapping[str, Any]


@dataclass(kw_only=True)
class Reckoning:
    """Goes through the rows of one file: `kept` is what is written, `problems` what is listed."""

    run: Run
    form: Form
    kept: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    twins: dict[int, list[bool]] = field(default_factory=dict)

    def take(self, row: Row) -> None:
        """Reckon one row."""
        if self.form == Form.POINTS:
            self._take_points(row)
            return
        try:
            rules = idm_rules(row["year"])
        except NoParameterError:
            self._wrong(row, "year", _("IDM tidak berlaku untuk tahun data ini"),
                        _("Mulai tahun data 2025 pakai Indeks Desa."))  # fmt: skip
            return
        if self.form == Form.RAW:
            self._take_scores(row, rules)
        else:
            self._take_composites(row, rules)

    def summarise(self) -> None:
        """What concerns the whole file: how often the known fault of a year's feed shows."""
        for year, equal in self.twins.items():
            fault = idm_rules(year).known_fault
            if fault is not None and all(equal):
                self._wrong(
                    {"row_number": 0}, fault.first.casefold(),
                    _("Cacat umpan %(year)s: pada %(count)s dari %(rows)s baris skor %(first)s"
                      " sama dengan %(second)s")
                    % {"year": year, "count": sum(equal), "rows": len(equal),
                       "first": fault.first, "second": fault.second},
                    _("Kedua skor itu jangan dipakai; angka terbitan tetap dipakai."),
                    is_warning=True,
                )  # fmt: skip

    def _take_composites(self, row: Row, rules: IdmRules) -> None:
        published = _published(row)
        checked = check_composites(published, rules)
        if checked is not None:
            self._keep_idm(row, checked, published, checked.index, scores=None)
        elif published.components or published.composite is not None:
            missing = next(code for code in COMPONENTS if code not in published.components)
            self._wrong(row, COMPONENTS[missing], _("Komponen tidak lengkap"),
                        _("Isi IKS, IKE dan IKL."))  # fmt: skip
        else:
            self._unscored(row)

    def _take_scores(self, row: Row, rules: IdmRules) -> None:
        scores = {code: row[column] for code, column in INDICATORS.items()}
        if all(score is None for score in scores.values()):
            self._unscored(row)
            return
        missing = [code for code, score in scores.items() if score is None]
        for code in missing:
            self._wrong(row, INDICATORS[code], _("Skor tidak diisi"), _("Isi semua 50 skor."))
        if missing or any(not 0 <= score <= rules.highest_score for score in scores.values()):
            return
        for code, score in scores.items():
            if score not in rules.by_code[code].scores:
                usual = ", ".join(map(str, rules.by_code[code].scores))
                self._wrong(row, INDICATORS[code], _("Skor ini tidak ada dalam rubrik indikator"),
                            _("Skor yang lazim: %(scores)s.") % {"scores": usual},
                            is_warning=True)  # fmt: skip
        if rules.known_fault is not None:
            equal = scores[rules.known_fault.first] == scores[rules.known_fault.second]
            self.twins.setdefault(row["year"], []).append(equal)
        published = _published(row)
        checked = check_scores(scores, published, rules)
        official = checked.index
        if checked.is_faulty and set(published.components) == set(COMPONENTS):
            official = index_from_components(published.components, rules)
        self._keep_idm(row, checked, published, official, scores=scores)

    def _keep_idm(
        self,
        row: Row,
        checked: CheckedIndex,
        published: Published,
        index: VillageIndex,
        *,
        scores: Mapping[str, int] | None,
    ) -> None:
        """Keep a row; sums, points and gap are those of the published figures."""
        sums = index.sums or {}
        following = index.next_status
        gap = None if index.points is None else following.gap_points if following else 0
        self._keep(
            row,
            checked.differences,
            instrument=Instrument.IDM,
            **{COMPONENTS[code]: str(value) for code, value in published.components.items()},
            **{f"{COMPONENTS[code]}_sum": total for code, total in sums.items()},
            composite=_decimal(published.composite, index),
            published_status=published.status or "",
            status=published.status or checked.status,
            computed_status=checked.status,
            points=index.points,
            gap_points=gap,
            weakest=index.weakest,
            scores=scores,
        )

    def _take_points(self, row: Row) -> None:
        try:
            rules = indeks_desa_rules(row["year"])
        except NoParameterError:
            self._wrong(row, "year", _("Indeks Desa belum berlaku untuk tahun data ini"),
                        _("Sampai tahun data 2024 pakai IDM."))  # fmt: skip
            return
        points = {code: row[column] for code, column in DIMENSIONS.items()}
        if all(found is None for found in points.values()):
            self._unscored(row)
            return
        known = {code: found for code, found in points.items() if found is not None}
        published = PublishedPoints(total=row["total"], score=row["score"], status=row["status"])
        checked = check_points(known, published, rules)
        if isinstance(checked, rule_problems.Problem):
            wrong = next(
                d.code for d in rules.dimensions if not 0 <= known.get(d.code, -1) <= d.most
            )
            self._wrong(
                row, DIMENSIONS[wrong], _(checked.message) % checked.figures, _(checked.mend)
            )
            return
        index = checked.index
        self._keep(
            row,
            checked.differences,
            instrument=Instrument.INDEKS_DESA,
            composite=str(row["score"] if row["score"] is not None else exact_score(index)),
            published_status=row["status"] or "",
            status=row["status"] or index.status,
            computed_status=index.status,
            points=index.points,
            gap_points=index.gap_points or 0,
            weakest=min(sorted(known), key=lambda code: index.dimensions[code]),
            dimension_points=known,
        )

    def _keep(self, row: Row, differences: tuple[Difference, ...], **figures: Any) -> None:
        for found in differences:
            self._wrong(
                row,
                FIELDS.get(found.field, found.field),
                _("Hitungan memberi %(computed)s. %(note)s")
                % {"computed": found.computed, "note": _(found.note)},
                _("Angka terbitan tetap dipakai; tanyakan kepada penerbitnya."),
                value=found.published,
                is_warning=True,
            )
        self.kept.append(
            {
                "row_number": row["row_number"],
                "form": self.form,
                "version": self.run.setting("version") or DEFAULT_VERSION[self.form],
                "disagreements": [asdict(found) for found in differences],
                **figures,
            }
        )

    def _unscored(self, row: Row) -> None:
        self._wrong(row, "village", _("Desa ini belum berskor; barisnya dilewati"),
                    _("Tidak ada yang perlu dilakukan."), is_warning=True)  # fmt: skip

    def _wrong(
        self, row: Row, column: str, problem: str, mend: str, *, value: str = "",
        is_warning: bool = False,
    ) -> None:  # fmt: skip
        self.problems.append(
            Problem(
                row=row["row_number"],
                column=self.run.header(column),
                problem=problem,
                mend=mend,
                value=value or str(row.get(column) or ""),
                is_warning=is_warning,
            )
        )


def _published(row: Row) -> Published:
    found = {code: row[column] for code, column in COMPONENTS.items()}
    return Published(
        components={code: value for code, value in found.items() if value is not None},
        composite=row["composite"],
        status=row["status"],
    )


def _decimal(published: Decimal | None, index: VillageIndex) -> str:
    if published is not None:
        return str(published)
    exact = index.composite
    return str((Decimal(exact.numerator) / exact.denominator).quantize(_KEPT))

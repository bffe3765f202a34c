"""Jobs and areas as numbers, in the order in which the office lists them."""

from __future__ import annotations

from dataclasses import dataclass

from forcesight.model_office.office.description import Office


@dataclass(frozen=True, slots=True)
class Codes:
    """What the kernels call the jobs and areas of an office."""

    jobs: dict[str, int]
    areas: dict[str, int]

    @classmethod
    def of(cls, office: Office) -> Codes:
        """The codes of an office."""
        return cls(
            {job.id: code for code, job in enumerate(office.jobs)},
            {area.id: code for code, area in enumerate(office.areas)},
        )

"""What must hold whoever writes it, and what ``hstk doctor`` looks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hstk import Ecosystem, say
from hstk.errors import Problem
from hstk.plugins import Check, Guard, Written, show_date
from hstk_tra_bong.kinds import Certificate, Harvest, Plot, certified_at
from hstk_tra_bong.reading import by_id


def harvests_fit(eco: Ecosystem, written: Sequence[Written]) -> Iterable[Problem]:
    """Nothing is harvested before it was planted, or sold as organic without the certificate."""
    harvests: list[Harvest] = [one.after for one in written if one.after is not None]
    plots = by_id(eco, Plot, (harvest.plot for harvest in harvests))
    for harvest in harvests:
        plot = plots[harvest.plot]
        on = show_date(harvest.harvested_on)
        if plot.planted_in is not None and harvest.harvested_on.year < plot.planted_in:
            yield Problem(
                "harvested_on",
                say(
                    f"«{plot.name}» trồng năm {plot.planted_in}, không khai thác được ngày {on}",
                    f"“{plot.name}” was planted in {plot.planted_in}: no harvest on {on}",
                ),
                on,
            )
        if harvest.organic and not certified_at(plot, harvest.harvested_on, Certificate.ORGANIC):
            yield Problem(
                "organic",
                say(
                    f"«{plot.name}» không có chứng nhận hữu cơ còn giá trị ngày {on}; ghi chứng "
                    "nhận của vườn trước, hoặc ghi Không",
                    f"“{plot.name}” has no organic certificate on {on}; record it first, or "
                    "write no",
                ),
            )


def certificates_stand(eco: Ecosystem) -> Iterable[Problem]:
    """Certificates that lack their day or number, and organic harvests that no longer have one.

    The guard sees to a harvest when it is written; a certificate may be changed or withdrawn later.
    """
    for plot in eco.find(Plot, f"certificate != {Certificate.NONE.value}"):
        if plot.certified_on is None:
            yield Problem(
                "certified_on",
                say(
                    "có chứng nhận nhưng chưa ghi ngày, nên chưa được tính vào chỉ tiêu",
                    "it has a certificate without a day, so it does not count",
                ),
                where=plot.name,
            )
        elif not plot.certificate_number:
            yield Problem(
                "certificate_number",
                say("chưa ghi số chứng nhận", "the certificate has no number"),
                where=plot.name,
            )
    organic = eco.find(Harvest, "organic = true")
    plots = by_id(eco, Plot, (harvest.plot for harvest in organic))
    for harvest in organic:
        plot = plots[harvest.plot]
        if not certified_at(plot, harvest.harvested_on, Certificate.ORGANIC):
            on = show_date(harvest.harvested_on)
            yield Problem(
                "organic",
                say(
                    f"bán là hữu cơ ngày {on}, khi vườn không có chứng nhận hữu cơ",
                    f"sold as organic on {on}, when the plot had no organic certificate",
                ),
                where=plot.name,
            )


GUARDS = (Guard(Harvest, harvests_fit),)
CHECKS = (
    Check(
        "tra_bong.certificates",
        "chứng nhận của các vườn quế",
        "certificates of cinnamon plots",
        certificates_stand,
    ),
)

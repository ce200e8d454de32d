"""Cinnamon in the yearly report."""

from __future__ import annotations

from collections.abc import Iterable

from hstk import Ecosystem, Period, say
from hstk.plugins import Asked, Paragraph, Part, ReportSection, Table, show_number
from hstk_tra_bong.kinds import Harvest, Plot, certified_at
from hstk_tra_bong.views import plots_table


def write(eco: Ecosystem, period: Period) -> Iterable[Part]:
    """How much is certified at the end of the period, and how much was harvested in it."""
    certified = _certified(eco, period)
    hectares = show_number(round(sum(plot.hectares or 0 for plot in certified), 4))
    yield Paragraph(
        say(
            f"Đến cuối kỳ có {len(certified)} vườn quế được chứng nhận, diện tích {hectares} ha.",
            f"At the end of the period {len(certified)} plots, {hectares} ha, are certified.",
        )
    )
    harvests = eco.find(
        Harvest, f"harvested_on >= {period.first} and harvested_on <= {period.last}"
    )
    if harvests:
        tons = show_number(round(sum(one.bark_kg for one in harvests) / 1000, 3))
        yield Paragraph(
            say(
                f"Khai thác {len(harvests)} lần, được {tons} tấn vỏ quế khô.",
                f"{len(harvests)} harvests gave {tons} t of dry bark.",
            )
        )


def annex(eco: Ecosystem, period: Period) -> Iterable[Table]:
    """The plots that are certified at the end of the period."""
    return (plots_table(eco, _certified(eco, period), Asked(today=period.last)),)


def _certified(eco: Ecosystem, period: Period) -> list[Plot]:
    return [plot for plot in eco.find(Plot) if certified_at(plot, period.last)]


SECTIONS = (
    ReportSection(
        "tra_bong.cinnamon",
        "Phát triển vùng nguyên liệu và sản phẩm quế",
        "Cinnamon: plots and products",
        write,
        annex,
        ("2.1", "2.2"),
    ),
)

"""An indicator of one's own: a rule that selects what counts, and what nearly does.

A plugin returns such an indicator from ``hstk_indicators``, and plans name it by its code; here
it is simply run. Run it with:  python examples/own_indicator.py
"""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from sqlalchemy import select

import hstk
from hstk import Ecosystem, Evidence, Indicator, Near, Period
from hstk.kinds import Stage, Startup
from hstk.sample import make_sample


def led_by_women(eco: Ecosystem, period: Period) -> Evidence:
    """Startups led by women that were registered in the period and are still at work."""
    startup = eco.table(Startup)
    registered = startup.c.registered_on.between(period.first, period.last)
    at_work = startup.c.stage.not_in((Stage.PAUSED, Stage.STOPPED))
    ours = select(startup.c.id, startup.c.name, startup.c.registered_on.label("on")).where(
        registered, startup.c.women_led
    )
    return Evidence(
        ours.where(at_work),
        (Near("đã dừng hoặc tạm dừng", "stopped or paused", ours.where(~at_work)),),
    )


LED_BY_WOMEN = Indicator(
    "example.led_by_women",
    "Dự án do phụ nữ làm chủ",
    "Startups led by women",
    "dự án",
    "startups",
    Startup,
    led_by_women,
)

with tempfile.TemporaryDirectory() as folder, hstk.open(Path(folder) / "ly-son.hstk") as eco:
    make_sample(eco)
    found = LED_BY_WOMEN.rule(eco, Period(date(2022, 1, 1), date(2024, 12, 31)))
    with eco.reading() as connection:
        counted = connection.execute(found.counted.order_by("on")).all()
        print(f"{LED_BY_WOMEN.title}: {len(counted)} {LED_BY_WOMEN.counts}")
        for row in counted:
            print(f"  + {row.on} {row.name}")
        for near in found.near:
            for row in connection.execute(near.rows):
                print(f"  - {row.name}: {near.why}")

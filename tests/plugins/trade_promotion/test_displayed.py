"""Products displayed at fairs and startup days."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hstk import Ecosystem
from hstk.kinds import (
    Event,
    EventKind,
    EventState,
    Participation,
    ParticipationRole,
    Person,
    Product,
    Support,
    SupportKind,
)
from tests.evidence import number

D = date
MAY = D(2023, 5, 4)
DISPLAYED = "trade.products_displayed"


class Shows:
    """Products, and the shows they are at."""

    def __init__(self, eco: Ecosystem) -> None:
        self._eco = eco
        self._owner = eco.add(Person(name="Nguyễn Thị Mẫu"))

    def show(
        self,
        name: str,
        kind: EventKind = EventKind.FAIR,
        on: D = MAY,
        state: EventState = EventState.HELD,
    ) -> Event:
        return self._eco.add(Event(name=name, kind_of=kind, state=state, starts_on=on))

    def product(self, name: str, *shows: Event, **fields: Any) -> Product:
        product = self._eco.add(Product(name=name, owner=self._owner.id))
        values: dict[str, Any] = {"role": ParticipationRole.DISPLAYED} | fields
        for show in shows:
            self._eco.add(Participation(event=show.id, who=product.id, **values))
        return product


@pytest.fixture
def shows(eco: Ecosystem) -> Shows:
    """A way to put products on display."""
    return Shows(eco)


def test_products_count_once_at_fairs_and_startup_days(eco: Ecosystem, shows: Shows) -> None:
    fair = shows.show("Hội chợ", on=D(2023, 1, 1))
    day = shows.show("Ngày hội", EventKind.STARTUP_DAY, D(2023, 12, 31))
    shows.product("hai nơi", fair, day)
    shows.product("một nơi", day, role=ParticipationRole.EXHIBITOR)
    shows.product("năm trước", shows.show("Hội chợ cũ", on=D(2022, 12, 31)))
    shows.product("năm sau", shows.show("Hội chợ mới", on=D(2024, 1, 1)))
    shows.product("không đâu")

    found = number(eco, DISPLAYED)

    assert (found.value, found.counted, found.near) == (2, {"hai nơi", "một nơi"}, {})
    assert number(eco, DISPLAYED, as_of=D(2023, 12, 30)).counted == {"hai nơi"}
    assert eco.evidence(DISPLAYED, 2023).groups == {"Ngày hội": 2, "Hội chợ": 1}
    (row,) = (r for r in eco.evidence(DISPLAYED, 2023).counted if r.title == "hai nơi")
    assert (row.on, row.group) == (D(2023, 12, 31), "Ngày hội; Hội chợ")


def test_products_that_nearly_count_say_why(eco: Ecosystem, shows: Shows) -> None:
    fair = shows.show("Hội chợ")
    shows.product("sắp", shows.show("Hội chợ tới", state=EventState.PLANNED))
    shows.product("hủy", shows.show("Hội chợ hủy", state=EventState.CANCELLED))
    shows.product("vắng", fair, present=False)
    shows.product("sai vai", fair, role=ParticipationRole.ATTENDEE)
    shows.product("nơi khác", shows.show("Hội thảo", EventKind.CONFERENCE))
    noted = shows.product("chỉ ghi hỗ trợ")
    eco.add(Support(about=noted.id, kind_of=SupportKind.DISPLAY, on=D(2023, 12, 31)))
    later = shows.product("hỗ trợ năm sau")
    eco.add(Support(about=later.id, kind_of=SupportKind.DISPLAY, on=D(2024, 1, 1)))
    there = shows.product("đã tính", fair)
    eco.add(Support(about=there.id, kind_of=SupportKind.DISPLAY, on=D(2023, 6, 1)))

    found = number(eco, DISPLAYED)

    assert found.counted == {"đã tính"}
    assert found.near == {
        "sắp": "đăng ký trưng bày tại sự kiện chưa diễn ra",
        "hủy": "đăng ký trưng bày tại sự kiện đã bị hủy",
        "vắng": "đăng ký nhưng không có mặt tại hội chợ",
        "sai vai": "có mặt tại hội chợ nhưng vai trò không phải trưng bày",
        "nơi khác": "có mặt tại sự kiện không phải hội chợ hay ngày hội khởi nghiệp",
        "chỉ ghi hỗ trợ": "có ghi hỗ trợ trưng bày nhưng chưa gắn với hội chợ nào",
    }

"""What needs somebody today."""

from __future__ import annotations

from datetime import date, timedelta

from hstk import Ecosystem
from hstk.core.language import speaking
from hstk.kinds import (
    FollowUp,
    Person,
    Plan,
    Product,
    Recognition,
    RecognitionLevel,
    RecognitionScheme,
    Target,
)
from hstk.tui.viewmodel.today import (
    EXPIRES_WITHIN,
    MOST,
    PlanView,
    due_title,
    expiring,
    follow_ups,
    plan_view,
)
from tests.tui.story import TODAY


def test_the_plan_of_the_year_comes_first(island: Ecosystem) -> None:
    plan = plan_view(island, None, TODAY)

    assert plan.year == 2023
    assert plan.years == (2022, 2023)
    assert plan.title == "175/KH-UBND"
    assert [(target.ratio, target.percent) for target in plan.targets] == [
        ("5/10", "50%"),
        ("1/2", "50%"),
        ("0/5", "0%"),
        ("1/1", "100%"),
        ("1/2", "50%"),
    ]


def test_a_target_says_what_the_library_says(island: Ecosystem) -> None:
    statuses = island.plan_status(2023)

    for target, status in zip(plan_view(island, 2023, TODAY).targets, statuses, strict=True):
        assert target.word.removeprefix("! ") == status.state_label
        assert target.word.startswith("! ") == (status.state in ("behind", "missed", "unknown"))
        assert target.state(0.5) == target.word
        assert target.target == str(status.target)
        assert target.unit == status.unit


def test_a_year_without_a_plan_falls_back_on_the_last_one(island: Ecosystem) -> None:
    assert plan_view(island, None, date(2031, 1, 1)).year == 2023
    assert plan_view(island, 1999, TODAY).year == 2023
    assert plan_view(island, 2022, TODAY).year == 2022


def test_the_years_beside_can_be_turned_to(island: Ecosystem) -> None:
    plan = plan_view(island, 2023, TODAY)

    assert plan.beside(-1) == 2022
    assert plan.beside(1) is None
    assert plan.target(plan.targets[2].target) == plan.targets[2]
    assert plan.target("") is None


def test_only_a_year_under_way_has_a_mark_of_today(island: Ecosystem) -> None:
    year = date.today().year
    plan = island.add(Plan(code="nay", title="Kế hoạch năm nay", year_from=year))
    island.add(
        Target(
            plan=plan.id,
            code="mt1",
            label="Cán bộ",
            indicator="training.officers_certified",
            value=1,
        )
    )

    assert plan_view(island, 2023, TODAY).elapsed is None
    elapsed = plan_view(island, year, date.today()).elapsed
    assert elapsed is None or 0 < elapsed < 1
    assert (elapsed is None) == (date.today() == date(year, 12, 31))


def test_a_file_without_plans_says_so(eco: Ecosystem) -> None:
    assert plan_view(eco, None, TODAY) == PlanView(None)
    assert PlanView(None).beside(1) is None


def test_what_is_due_is_told_by_how_late_it_is(island: Ecosystem) -> None:
    found = follow_ups(island, TODAY)

    assert [(row.mark, row.day, row.word) for row in found.rows] == [
        ("!", "20/11", "trễ 2 ngày"),
        ("•", "22/11", "hôm nay"),
        (" ", "30/11", "còn 8 ngày"),
    ]
    assert found.rows[0].text == "Gọi lại chủ dự án về hồ sơ vốn · Tỏi đen Cù Lao Ré"
    assert due_title(found) == "Việc đến hạn (3)"
    with speaking("en"):
        assert due_title(found) == "Follow-ups due (3)"


def test_what_is_far_off_or_done_is_not_due(island: Ecosystem) -> None:
    island.add(FollowUp(what="Năm sau", due=TODAY + timedelta(days=60)))
    island.add(FollowUp(what="Đã xong", due=TODAY, done_on=TODAY))

    assert follow_ups(island, TODAY).total == 3


def test_more_than_a_panel_holds_is_counted(island: Ecosystem) -> None:
    island.add_many(FollowUp(what=f"Việc {n}", due=TODAY) for n in range(MOST))

    found = follow_ups(island, TODAY)

    assert len(found.rows) == MOST
    assert found.total == MOST + 3


def test_recognitions_that_end_soon_are_told(island: Ecosystem) -> None:
    product = island.find(Product)[0]
    for days in (-1, 0, EXPIRES_WITHIN, EXPIRES_WITHIN + 1):
        island.add(
            Recognition(
                product=product.id,
                scheme=RecognitionScheme.OCOP,
                level=RecognitionLevel.DISTRICT,
                expires_on=TODAY + timedelta(days=days),
            )
        )

    found = expiring(island, TODAY)

    assert [row.word for row in found.rows] == ["hôm nay", "còn 58 ngày", "còn 180 ngày"]
    assert found.rows[0].mark == "•"
    assert found.rows[1].text == "Tỏi đen một nhánh · OCOP · Cấp tỉnh"


def test_names_stand_as_they_are_written(island: Ecosystem) -> None:
    odd = island.add(Person(name="[/x] [b]Đậm[/b]"))
    island.add(FollowUp(what="[@click=app.quit]Gọi", due=TODAY, about=odd.id))

    texts = [row.text for row in follow_ups(island, TODAY).rows]

    assert "[@click=app.quit]Gọi · [/x] [b]Đậm[/b]" in texts

"""Loading a plan: everything the document says, once, and only what differs after that."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import hstk
from hstk import Ecosystem
from hstk.core.filters import where
from hstk.core.language import speaking
from hstk.errors import BadPlan
from hstk.exchange.plan_file import PlanChanges, load_plan, plan_changes
from hstk.kinds import (
    AdminUnit,
    Level,
    Organization,
    OrganizationKind,
    Plan,
    Target,
    Task,
    Timing,
)

PLAN_FILE = Path(__file__).parents[2] / "examples" / "ly_son" / "plan_2023.toml"

KTHT = "Phòng Kinh tế và Hạ tầng nông thôn"
VHTT = "Phòng Văn hóa – Thông tin"
TTVH = "Trung tâm Truyền thông – Văn hóa – Thể thao"
TCKH = "Phòng Tài chính – Kế hoạch"
DOAN = "Huyện đoàn Lý Sơn"
PHU_NU = "Hội Liên hiệp Phụ nữ huyện Lý Sơn"
SO = "Sở Khoa học và Công nghệ tỉnh Quảng Ngãi"
XTTM = "Trung tâm Khuyến công và Xúc tiến thương mại tỉnh Quảng Ngãi"
UBND = "Ủy ban nhân dân huyện Lý Sơn"

# Section II of the document: what is to be reached, and the number as it is printed there.
TARGETS = [
    ("mt1", "training.officers_certified", 10, "10 cán bộ được cấp chứng chỉ"),
    ("mt2", "training.projects_trained", 2, "02 dự án khởi nghiệp được hỗ trợ về đào tạo"),
    ("mt3", "trade.products_displayed", 6, "06 sản phẩm được hỗ trợ trưng bày"),
    ("mt4", "core.projects_funded", 2, "02 dự án được tiếp cận các nguồn vốn"),
    ("mt5", "ocop.products_recognized", 8, "08 sản phẩm khởi nghiệp được công nhận"),
    ("1.2-events", "core.unit_events", 1, "ít nhất 01 sự kiện trong năm"),
]

# Section III: code, printed number, beginning and end of the text, lead, partners that are named,
# end of the partners as printed, timing as printed, and what it means.
TASKS = [
    ("1.1", "1.1", "Xây dựng chuyên mục", "đài phát thanh,...", KTHT, [VHTT, TTVH],
     "Thể thao", "năm 2023 và các năm tiếp theo", Timing.FROM_YEAR_ON),
    ("1.2", "1.2", "Tổ chức, phối hợp với", "01 sự kiện trong năm).", KTHT,
     [VHTT, TTVH, DOAN, PHU_NU], "Hội liên hiệp Phụ nữ", "hàng năm", Timing.YEARLY),
    ("1.2-contest", "", "Tổ chức cuộc thi KNĐMST/", "sản phẩm cần phát triển.)", KTHT,
     [TTVH, DOAN, PHU_NU], "Hội liên hiệp Phụ nữ.", "Theo tình hình thực tế tại địa phương",
     Timing.AS_CIRCUMSTANCES),
    ("1.3", "1.3", "Tổ chức Ngày hội", "hoạt động kết nối,...", KTHT, [TTVH, DOAN, PHU_NU],
     "và các cơ quan, đơn vị liên quan", "Hàng năm", Timing.YEARLY),
    ("2.1", "2.1", "Thành lập Câu lạc bộ", "thuận lợi để phát triển.", KTHT, [VHTT, TTVH],
     "Thể thao).", "Năm 2023", Timing.IN_YEAR),
    ("2.2", "2.2", "Kết nối các nguồn lực", "học hỏi, sinh hoạt.", KTHT, [XTTM],
     "tỉnh Quảng Ngãi", "hàng năm", Timing.YEARLY),
    ("2.3", "2.3", "Lựa chọn, cử cán bộ", "Công nghệ tổ chức.", KTHT, [],
     "Các cơ quan đơn vị liên quan", "hàng năm", Timing.YEARLY),
    ("2.4", "2.4", "Tổ chức các lớp tập huấn", "cán bộ đoàn, hội,...", SO, [UBND],
     "UBND huyện Lý Sơn", "hàng năm", Timing.YEARLY),
    ("2.5", "2.5", "Tổ chức các buổi tập huấn", "trên địa bàn huyện.", SO, [KTHT],
     KTHT, "hàng năm", Timing.YEARLY),
    ("3.1", "3.1", "Kết nối các doanh nhân", "tại địa phương.", KTHT, [TCKH],
     "và các đơn vị liên quan.", "Thường xuyên.", Timing.CONTINUOUS),
    ("3.2", "3.2", "Kết nối, giới thiệu", "trên địa bàn .", KTHT, [TCKH],
     "và các đơn vị liên quan.", "Thường xuyên.", Timing.CONTINUOUS),
    ("3.3", "3.3", "Kết nối với các đơn vị", "nguồn vốn từ quốc tế.", KTHT, [TCKH],
     "và các quan đơn vị liên quan.", "Thường xuyên.", Timing.CONTINUOUS),
    ("4.1", "4.1", "Hỗ trợ các sản phẩm", "trong và ngoài tỉnh.", XTTM, [KTHT],
     KTHT, "hàng năm", Timing.YEARLY),
    ("4.2", "4.2", "Hỗ trợ các sản phẩm", "thị trường trong nước.", KTHT, [],
     "Các cơ quan đơn vị liên quan.", "hàng năm", Timing.YEARLY),
]  # fmt: skip

# Section V: how many duties each unit has, under the number it is printed with.
DUTIES = {
    ("V.1", KTHT): 3,
    ("V.2", VHTT): 1,
    ("V.3", TCKH): 1,
    ("V.4", None): 1,
    ("V.5", DOAN): 5,
    ("V.6", PHU_NU): 3,
}


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Ecosystem]:
    """An empty file: what a plan file may say does not depend on the database."""
    with hstk.open(tmp_path / "test.hstk") as ecosystem:
        yield ecosystem


def written(folder: Path, text: str, name: str = "plan.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def edited(folder: Path, *replacements: tuple[str, str]) -> Path:
    """The real plan with some text replaced, each exactly once."""
    text = PLAN_FILE.read_text(encoding="utf-8")
    for old, new in replacements:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return written(folder, text)


def counts(changes: PlanChanges) -> tuple[int, int, int]:
    return changes.created, changes.updated, changes.unchanged


def everything(eco: Ecosystem) -> dict[str, list[Any]]:
    return {kind.spec.kind: eco.find(kind, sort="id") for kind in eco.kinds.values()}


# -- the document


def test_the_file_has_every_target_task_and_duty_of_the_document() -> None:
    document = tomllib.loads(PLAN_FILE.read_text(encoding="utf-8"))
    tasks = [task for task in document["task"] if not task.get("standing")]
    duties = [task for task in document["task"] if task.get("standing")]

    assert [(t["code"], t["indicator"], t["value"]) for t in document["target"]] == [
        target[:3] for target in TARGETS
    ]
    assert [t["code"] for t in tasks] == [task[0] for task in TASKS]
    assert sum(task["number"] != "" for task in tasks) == 13
    assert Counter(task["number"] for task in duties) == {
        number: count for (number, _), count in DUTIES.items()
    }
    assert [group["number"] for group in document["group"]] == [1, 2, 3, 4]


def test_a_loaded_plan_says_what_the_document_says(eco: Ecosystem) -> None:
    load_plan(eco, PLAN_FILE)
    (plan,) = eco.find(Plan)
    names = {unit.id: unit.name for unit in eco.find(Organization)}
    (district,) = eco.find(AdminUnit)

    assert (plan.number, plan.issued_on) == ("175/KH-UBND", date(2022, 11, 15))
    assert (plan.year_from, plan.year_to) == (2023, 2023)
    assert names[plan.issuer] == UBND if plan.issuer else False
    assert plan.locality == district.id
    assert (district.code, district.level) == ("536", Level.DISTRICT)
    assert plan.basis.startswith("Căn cứ Quyết định số 827/QĐ-UBND ngày 27/6/2022")
    assert "1. Mục đích" in plan.purpose
    assert "2. Yêu cầu" in plan.purpose
    assert plan.funding.startswith("Nguồn kinh phí:")
    assert (plan.report_due_day, plan.report_due_month) == (1, 12)
    assert [names[unit] for unit in plan.report_to] == [SO, UBND]


def test_a_loaded_plan_has_the_tasks_with_lead_partners_and_timing(eco: Ecosystem) -> None:
    load_plan(eco, PLAN_FILE)
    names = {unit.id: unit.name for unit in eco.find(Organization)}
    tasks = sorted(eco.find(Task, "standing = no"), key=lambda task: task.order)

    found = [
        (
            task.code,
            task.number,
            names[task.lead] if task.lead else None,
            [names[unit] for unit in task.partners],
            task.timing_text,
            task.timing,
        )
        for task in tasks
    ]
    assert found == [(t[0], t[1], t[4], t[5], t[7], t[8]) for t in TASKS]
    for task, (_, _, first, last, _, _, partners, _, _) in zip(tasks, TASKS, strict=True):
        assert task.content.startswith(first)
        assert task.content.endswith(last)
        assert task.partners_text.endswith(partners)
        assert task.lead_text
        assert task.title
    by_code = {task.code: task for task in tasks}
    assert (by_code["1.1"].year_from, by_code["1.1"].year_to) == (2023, None)
    assert (by_code["2.1"].year_from, by_code["2.1"].year_to) == (2023, 2023)
    assert by_code["1.2-contest"].parent == by_code["1.2"].id
    assert Counter(task.group for task in tasks) == {1: 4, 2: 5, 3: 3, 4: 2}
    assert by_code["3.1"].group_label == "Huy động các nguồn tài chính hỗ trợ cho HSTKNĐMST"


def test_a_loaded_plan_has_the_standing_duties_of_each_unit(eco: Ecosystem) -> None:
    load_plan(eco, PLAN_FILE)
    names = {unit.id: unit.name for unit in eco.find(Organization)}
    duties = eco.find(Task, "standing = yes")

    assert Counter((d.number, names[d.lead] if d.lead else None) for d in duties) == DUTIES
    assert len({duty.code for duty in duties}) == sum(DUTIES.values())
    (report,) = [duty for duty in duties if duty.code == "V.1.3"]
    assert report.content.endswith("báo cáo Sở Khoa học và Công nghệ, UBND huyện trước ngày "
                                   "01/12 hàng năm.")  # fmt: skip
    (women,) = [duty for duty in duties if duty.code == "V.6.1"]
    assert "“Hỗ trợ phụ nữ khởi nghiệp giai đoạn 2017 - 2025”" in women.content


def test_a_loaded_plan_has_the_targets_and_the_quota_of_each_unit(eco: Ecosystem) -> None:
    load_plan(eco, PLAN_FILE)
    names = {unit.id: unit.name for unit in eco.find(Organization)}
    targets = sorted(eco.find(Target), key=lambda target: target.order)

    assert [(t.code, t.indicator, t.value) for t in targets] == [t[:3] for t in TARGETS]
    for target, (_, _, _, printed) in zip(targets, TARGETS, strict=True):
        assert printed in target.notes
    quota = targets[-1]
    (held,) = eco.find(Task, where(code="1.2"))
    assert quota.per_unit
    assert quota.task == held.id
    assert [names[unit] for unit in quota.units] == [KTHT, VHTT, TTVH, DOAN, PHU_NU]
    assert [t.per_unit for t in targets[:-1]] == [False] * 5


def test_a_slip_of_the_scan_is_mended_in_titles_and_left_in_what_is_as_printed(
    file: Ecosystem,
) -> None:
    load_plan(file, PLAN_FILE)
    (course,) = file.find(Task, where(code="2.4"))

    assert "khởi nghiệp đổi mới tạo" in course.content
    assert "khởi nghiệp đổi mới sáng tạo" in course.title


# -- loading again


def test_loading_twice_changes_nothing(eco: Ecosystem) -> None:
    first = load_plan(eco, PLAN_FILE)
    before, sets = everything(eco), len(eco.change_sets())

    second = load_plan(eco, PLAN_FILE)

    assert counts(first) == (first.created, 0, 0)
    assert first.created == len(first.lines) == sum(map(len, before.values()))
    assert (counts(second), second.lines) == ((0, 0, first.created), [])
    assert second.plan == first.plan
    assert everything(eco) == before
    assert len(eco.change_sets()) == sets == 1


def test_a_dry_run_tells_what_loading_would_do_and_writes_nothing(eco: Ecosystem) -> None:
    told = plan_changes(eco, PLAN_FILE)

    assert everything(eco) == {kind: [] for kind in eco.kinds}
    assert eco.change_sets() == []
    done = load_plan(eco, PLAN_FILE)
    assert (told.lines, counts(told)) == (done.lines, counts(done))


def test_one_undo_takes_a_load_back(eco: Ecosystem) -> None:
    load_plan(eco, PLAN_FILE, reason="Thử")

    assert eco.undo().reason == "Hoàn tác: Thử"
    assert everything(eco) == {kind: [] for kind in eco.kinds}


def test_an_edited_file_changes_only_the_fields_that_differ(eco: Ecosystem, tmp_path: Path) -> None:
    load_plan(eco, PLAN_FILE)
    (target,) = eco.find(Target, where(code="mt1"))
    (task,) = eco.find(Task, where(code="2.2"))
    path = edited(
        tmp_path,
        ("value = 10\n", "value = 12\n"),
        ('partners = ["Trung tâm Khuyến công và Xúc tiến thương mại tỉnh Quảng Ngãi"]',
         'partners = ["Trung tâm Khuyến công và Xúc tiến thương mại", "Phòng VH-TT"]'),
    )  # fmt: skip

    told = plan_changes(eco, path)
    named = f"Nhiệm vụ «{task.number} · {task.title}»"
    assert told.lines == [
        f"Sửa: {named}: Đơn vị phối hợp: «{XTTM}» → «{XTTM}; {VHTT}»",
        f"Sửa: Chỉ tiêu «{target.label}»: Kế hoạch giao: «10» → «12»",
    ]
    load_plan(eco, path)

    (changed,) = [c for c in eco.history(target) if c.before]
    assert (changed.before, changed.after) == ({"value": 10}, {"value": 12})
    assert eco.change_sets()[0].size == 2
    eco.undo()
    assert eco.get(Target, target.id) == target


def test_what_is_no_longer_in_the_file_stays_and_is_named(eco: Ecosystem, tmp_path: Path) -> None:
    load_plan(eco, PLAN_FILE)
    text = PLAN_FILE.read_text(encoding="utf-8")
    last = text.rindex("[[task]]")
    (left,) = eco.find(Task, where(code="V.6.3"))

    changes = load_plan(eco, written(tmp_path, text[:last]))

    assert changes.lines == [f"Nhiệm vụ «V.6 · {left.title}» còn trong dữ liệu, không có trong tệp"]
    assert eco.get(Task, left.id) == left
    assert len(eco.change_sets()) == 1


def test_what_the_file_does_not_speak_of_is_left_as_it_is(eco: Ecosystem) -> None:
    load_plan(eco, PLAN_FILE)
    (task,) = eco.find(Task, where(code="1.1"))
    eco.update(task, notes="Giao thêm cho đài tỉnh")

    assert load_plan(eco, PLAN_FILE).updated == 0
    assert eco.get(Task, task.id).notes == "Giao thêm cho đài tỉnh"


def test_an_empty_text_in_the_file_empties_the_field(file: Ecosystem, tmp_path: Path) -> None:
    load_plan(file, PLAN_FILE)
    first = 'timing_text = "năm 2023 và các năm tiếp theo"\nyear_from = 2023\n'

    load_plan(file, edited(tmp_path, (first, 'timing_text = ""\nyear_from = ""\n')))

    (task,) = file.find(Task, where(code="1.1"))
    assert (task.timing_text, task.year_from) == ("", None)


# -- units


def test_units_that_are_there_under_another_spelling_are_used(eco: Ecosystem) -> None:
    office = eco.add(
        Organization(name="PHÒNG KINH TẾ VÀ HẠ TẦNG NÔNG THÔN", kind_of=OrganizationKind.AGENCY)
    )
    culture = eco.add(
        Organization(
            name="Phòng VHTT huyện Lý Sơn",
            aliases=("phong van hoa thong tin",),
            kind_of=OrganizationKind.AGENCY,
            level=Level.DISTRICT,
        )
    )

    load_plan(eco, PLAN_FILE)

    (task,) = eco.find(Task, where(code="1.1"))
    assert task.lead == office.id
    assert task.partners[0] == culture.id
    assert eco.count(Organization) == 12
    after = eco.get(Organization, culture.id)
    assert after.name == culture.name
    assert after.aliases == (
        "phong van hoa thong tin",
        VHTT,
        "Phòng VH-TT",
        "Phòng Văn hóa - Thông tin",
        "Phòng Văn hóa Thông tin",
    )
    assert load_plan(eco, PLAN_FILE).updated == 0


def test_of_units_that_are_there_only_what_is_empty_is_filled_in(file: Ecosystem) -> None:
    office = file.add(Organization(name=KTHT, short_name="KTHT", kind_of=OrganizationKind.OTHER))

    changes = load_plan(file, PLAN_FILE)

    after = file.get(Organization, office.id)
    assert (after.short_name, after.kind_of) == ("KTHT", OrganizationKind.OTHER)
    assert after.level is Level.DISTRICT
    assert after.parent is not None
    notes = [line for line in changes.lines if "giữ theo dữ liệu" in line]
    assert len(notes) == 2
    assert "«Khác», trong tệp là «Cơ quan nhà nước, đơn vị sự nghiệp»" in notes[1]


def test_a_unit_that_ended_before_the_plan_or_is_of_another_level_is_not_meant(
    file: Ecosystem,
) -> None:
    gone = file.add(
        Organization(name=KTHT, kind_of=OrganizationKind.AGENCY, valid_to=date(2015, 12, 31))
    )
    province = file.add(
        Organization(
            name="Hội Nông dân tỉnh",
            aliases=("Hội Nông dân",),
            kind_of=OrganizationKind.ASSOCIATION,
            level=Level.PROVINCE,
        )
    )

    load_plan(file, PLAN_FILE)

    (task,) = file.find(Task, where(code="1.1"))
    assert task.lead != gone.id
    assert file.get(Organization, province.id) == province
    assert file.count(Organization) == 14


def test_the_locality_is_known_by_its_code_also_when_it_is_gone_by_now(eco: Ecosystem) -> None:
    district = eco.add(
        AdminUnit(
            name="Lý Sơn (huyện)",
            code="536",
            level=Level.DISTRICT,
            valid_to=date(2025, 6, 30),
        )
    )

    plan = load_plan(eco, PLAN_FILE).plan

    assert plan.locality == district.id
    assert eco.get(AdminUnit, district.id).aliases == ("Huyện Lý Sơn",)


# -- what cannot be

SMALL = """\
[plan]
code = "kh-1"
title = "Kế hoạch thử"
year_from = 2024

[[organization]]
name = "Phòng Kinh tế"
kind_of = "agency"

[[target]]
code = "mt1"
label = "Sự kiện"
indicator = "core.unit_events"
value = 3

[[task]]
code = "1.1"
title = "Việc thứ nhất"
lead = "Phòng Kinh tế"
"""


def refusal(eco: Ecosystem, path: Path) -> str:
    """What the reader of a bad plan is told; nothing is written."""
    with pytest.raises(BadPlan) as refused:
        load_plan(eco, path)
    assert eco.change_sets() == []
    with pytest.raises(BadPlan) as told:
        plan_changes(eco, path)
    assert str(told.value) == str(refused.value)
    return str(refused.value)


def test_the_small_plan_is_sound(file: Ecosystem, tmp_path: Path) -> None:
    assert counts(load_plan(file, written(tmp_path, SMALL))) == (4, 0, 0)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('lead = "Phòng Kinh tế"', 'lead = "Phòng Kinh té X"',
         "«Phòng Kinh té X»; khai nó ở [[organization]]. Có phải: «Phòng Kinh tế»?"),
        ('lead = "Phòng Kinh tế"', 'leed = "Phòng Kinh tế"',
         "dòng 19, [[task]] 1.1: leed: không có mục này; có phải: lead?"),
        ('title = "Việc thứ nhất"\n', "",
         "dòng 16, [[task]] 1.1: title: còn thiếu mục này"),
        ("value = 3", 'value = "ba"', "dòng 14, [[target]] mt1: value: sai kiểu; cần số"),
        ("value = 3", "value = true", "dòng 14, [[target]] mt1: value: sai kiểu; cần số"),
        ("value = 3", "value = -1", "dòng 14, [[target]] mt1: value: -1"),
        ('lead = "Phòng Kinh tế"', "lead = 3", "dòng 19, [[task]] 1.1: lead: sai kiểu; cần chữ"),
        ('lead = "Phòng Kinh tế"', 'partners = "Phòng Kinh tế"',
         "partners: sai kiểu; cần danh sách chữ trong ngoặc vuông"),
        ('lead = "Phòng Kinh tế"', 'timing = "hang quy"',
         "dòng 19, [[task]] 1.1: timing: «hang quy» không có trong danh sách"),
        ('lead = "Phòng Kinh tế"', "group = 2",
         "dòng 19, [[task]] 1.1: group: chưa có nhóm 2; khai nó ở [[group]]"),
        ('lead = "Phòng Kinh tế"', 'parent = "1.2"',
         "dòng 19, [[task]] 1.1: parent: không có nhiệm vụ mang mã «1.2»; có phải: 1.1?"),
        ("year_from = 2024", "year_from = 2024\nyear_to = 2020",
         "dòng 5, [plan]: year_to: «Đến năm»"),
        ("year_from = 2024", "year_from = 2024\nissued_on = 2024-02-30",
         "dòng 5: sai cú pháp TOML"),
        ("year_from = 2024", 'year_from = 2024\nissued_on = "30/02/2024"',
         "dòng 5, [plan]: issued_on: Không có ngày 30/02/2024"),
        ("[plan]", "[pan]", "dòng 1: không có phần «pan» trong tệp kế hoạch; có phải: [plan]?"),
        ("[plan]", "[[plan]]", "dòng 1: phần này phải viết là [plan]"),
        ("[[target]]", "[target]", "dòng 10: phần này phải viết là [[target]]"),
        ("[plan]\n", "", "mục «code» đứng ngoài mọi phần"),
        ('kind_of = "agency"', 'kind_of = "agency"\nparent = "phòng kinh tế"',
         "dòng 9, [[organization]] Phòng Kinh tế: parent: không thể là chính đơn vị này"),
        ("[[target]]", '[[organization]]\nname = "Phong kinh te"\nkind_of = "agency"\n[[target]]',
         "cách viết «Phong kinh te» đã thuộc về dòng 6, [[organization]] Phòng Kinh tế"),
        ("[[target]]", '[[task]]\ncode = "1.1 "\ntitle = "Trùng"\n[[target]]',
         "dòng 20, [[task]] 1.1: code: «1.1» đã dùng ở dòng 11, [[task]] 1.1"),
        ("value = 3", "value = 3\nvalue = 4", "dòng 15: sai cú pháp TOML"),
        ('title = "Kế hoạch thử"', 'title = "Kế hoạch thử', "dòng 3: sai cú pháp TOML"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line_and_how_to_mend_it(
    file: Ecosystem, tmp_path: Path, old: str, new: str, told: str
) -> None:
    assert SMALL.count(old) == 1

    message = refusal(file, written(tmp_path, SMALL.replace(old, new)))

    assert told in " ".join(message.split())
    assert "plan.toml" in message


def test_all_mistakes_are_told_at_once(file: Ecosystem, tmp_path: Path) -> None:
    text = SMALL.replace("value = 3", "value = -3")
    text = text.replace('title = "Việc thứ nhất"', "title = 5").replace('"kh-1"', '""')

    message = refusal(file, written(tmp_path, text))

    assert [line.split(":")[0] for line in message.splitlines()[1:4]] == [
        "  - dòng 18, [[task]] 1.1",
        "  - dòng 2, [plan]",
        "  - dòng 14, [[target]] mt1",
    ]
    assert "Chưa có gì được ghi" in message


def test_what_looks_like_a_table_inside_a_long_text_does_not_shift_the_lines(
    file: Ecosystem, tmp_path: Path
) -> None:
    text = SMALL.replace(
        'title = "Việc thứ nhất"',
        "content = '''\n[[task]]\ncode = 1\n'''\ntitle = \"Việc\"\nlead_text = 1",
    )

    assert "dòng 23, [[task]] 1.1: lead_text" in refusal(file, written(tmp_path, text))


def test_a_name_that_several_organizations_have_is_not_guessed(
    file: Ecosystem, tmp_path: Path
) -> None:
    for name in ("Phòng Kinh tế A", "Phòng Kinh tế B"):
        file.add(
            Organization(name=name, aliases=("Phòng Kinh tế",), kind_of=OrganizationKind.AGENCY)
        )

    with pytest.raises(BadPlan, match="có thể là nhiều tổ chức đã có: Phòng Kinh tế A"):
        load_plan(file, written(tmp_path, SMALL))


def test_an_organization_of_the_data_need_not_stand_in_the_file(
    file: Ecosystem, tmp_path: Path
) -> None:
    office = file.add(Organization(name="Phòng Nội vụ", kind_of=OrganizationKind.AGENCY))
    text = SMALL.replace('lead = "Phòng Kinh tế"', 'lead = "phong noi vu"')

    load_plan(file, written(tmp_path, text))

    (task,) = file.find(Task)
    assert task.lead == office.id


def test_an_indicator_that_is_unknown_or_whose_plugin_is_off_is_only_pointed_out(
    tmp_path: Path,
) -> None:
    with hstk.open(tmp_path / "test.hstk", plugins=()) as eco:
        changes = load_plan(eco, PLAN_FILE)

        notes = [line for line in changes.lines if "chưa có cách tính" in line]
        assert [note.split(":")[0] for note in notes] == [
            "Chỉ tiêu mt1",
            "Chỉ tiêu mt2",
            "Chỉ tiêu mt3",
            "Chỉ tiêu mt5",
        ]
        assert "có thể plugin của nó đang tắt" in notes[0]


def test_a_file_that_is_missing_or_no_text_is_told_so(file: Ecosystem, tmp_path: Path) -> None:
    assert "Không có tệp kế hoạch" in refusal(file, tmp_path / "không có.toml")
    old = tmp_path / "cũ.toml"
    old.write_bytes('[plan]\ntitle = "Kế hoạch"'.encode("utf-16"))
    assert "không phải văn bản UTF-8" in refusal(file, old)
    assert "Không mở được tệp kế hoạch" in refusal(file, tmp_path)


def test_a_mark_at_the_beginning_as_notepad_writes_it_does_no_harm(
    file: Ecosystem, tmp_path: Path
) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(SMALL, encoding="utf-8-sig")

    assert load_plan(file, path).created == 4


def test_messages_come_in_english_too(file: Ecosystem, tmp_path: Path) -> None:
    path = written(tmp_path, SMALL.replace("value = 3", 'value = "three"'))

    with speaking("en"), pytest.raises(BadPlan) as refused:
        load_plan(file, path)

    assert "line 14, [[target]] mt1: value: wrong type; give a number" in str(refused.value)

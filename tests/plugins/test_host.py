"""Plugins are found without being imported, taken as a whole or not at all, and cannot do harm."""

from __future__ import annotations

from pathlib import Path

import pytest

import hstk
from hstk import Ecosystem
from hstk.core.contributions import STRICT
from hstk.core.declarations import CORE, Declared
from hstk.core.errors import NotFound
from hstk.core.kinds import CORE_KINDS
from hstk.core.language import speaking
from hstk.kinds import Person, Plan, Target
from hstk.plugins import Command
from hstk.plugins.host import PluginHost, PluginInfo, discover, installed
from hstk.plugins.switches import switch
from tests.plugins.installing import GOOD, Folder, imported

BUILT_IN = ("contest", "ocop", "trade_promotion", "training")


def infos(eco: Ecosystem) -> dict[str, PluginInfo]:
    return {info.name: info for info in eco.plugins}


def commands(**switches: bool) -> dict[str, Command]:
    """The commands that plugins add, some of them switched on or off."""
    host = PluginHost()
    host.declarations(Declared(CORE, CORE_KINDS), switches, {})
    return host.commands()


def opened_with(where: str, *names: str) -> Ecosystem:
    """A place opened with plugins switched on for it."""
    with hstk.open(where):
        pass
    for name in names:
        switch(where, name, True)
    return hstk.open(where)


@pytest.fixture
def place(postgres_url: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A place of its own on each database: what plugins add is shared by the spaces of one."""
    return postgres_url if request.param == "postgresql" else str(tmp_path / "a.hstk")


both = pytest.mark.parametrize("place", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def file(tmp_path: Path) -> str:
    """Where a file is to be made."""
    return str(tmp_path / "a.hstk")


# -- finding


def test_the_built_in_plugins_are_found_and_on(file: str) -> None:
    with hstk.open(file) as eco:
        assert [(i.name, i.built_in, i.status) for i in eco.plugins] == [
            (name, True, "on") for name in BUILT_IN
        ]
        assert infos(eco)["ocop"].version == hstk.__version__


def test_finding_plugins_imports_nothing(folder: Folder) -> None:
    module = folder.install("tea", "raise ZeroDivisionError", version="2.5")

    assert "tea" in discover()
    (tea,) = (info for info in installed() if info.name == "tea")

    assert tea == PluginInfo("tea", "2.5", built_in=False, status="off")
    assert not imported(module)


def test_a_stranger_cannot_take_the_name_of_a_built_in(folder: Folder, file: str) -> None:
    module = folder.install("ocop", dist="aaa-first-by-name")

    with hstk.open(file) as eco:
        assert infos(eco)["ocop"].built_in
        assert "ocop.products_recognized" in eco.declarations.indicators
    assert not imported(module)


# -- on and off


def test_a_stranger_is_off_and_not_imported_until_switched_on(folder: Folder, file: str) -> None:
    module = folder.install("tea", "requires = ('training',)\n" + GOOD.replace("\n    ", "\n"))

    with hstk.open(file) as eco:
        assert infos(eco)["tea"].status == "off"
        assert "tea_garden" not in eco.kinds
    assert "tea" not in commands()
    assert not imported(module)

    switch(file, "tea", True)
    with hstk.open(file) as eco:
        assert infos(eco)["tea"].status == "on"
        assert "tea_garden" in eco.kinds
    assert imported(module)
    assert commands(tea=True)["tea"].target == "tea.commands:tea"


@both
def test_a_plugin_that_is_on_has_all_that_a_kind_of_the_core_has(
    folder: Folder, place: str
) -> None:
    folder.install("tea")

    with opened_with(place, "tea") as eco:
        garden = eco.kind("tea_garden")
        an = eco.add(Person(name="Nguyễn Thị Mẫu"))
        made = eco.add_values(garden, {"name": "Vườn đồi", "owner": "Nguyễn Thị Mẫu"})
        assert eco.find(garden, 'owner = "Nguyễn Thị Mẫu"') == [made]
        assert [hit.id for hit in eco.search("vuon doi")] == [made.id]
        assert eco.evidence("tea.gardens", 2023).value == 1
        eco.undo()
        assert eco.count(garden) == 0
        assert [f for f in eco.doctor() if f.severity != "ok"] == []
        eco.delete(an)


@both
def test_off_and_on_again_loses_nothing(folder: Folder, place: str) -> None:
    folder.install("tea")
    with opened_with(place, "tea") as eco:
        made = eco.add_values(eco.kind("tea_garden"), {"name": "Vườn đồi"})

    switch(place, "tea", False)
    with hstk.open(place) as eco:
        assert infos(eco)["tea"].status == "off"
        with pytest.raises(NotFound):
            eco.kind("tea_garden")
        eco.search("vuon doi")
        eco.add(Person(name="Nguyễn Thị Mẫu"))
        assert [change.title for change in eco.history()] == ["Nguyễn Thị Mẫu", "Vườn đồi"]

    switch(place, "tea", True)
    with hstk.open(place) as eco:
        assert eco.get(eco.kind("tea_garden"), made.id).id == made.id
        assert [f for f in eco.doctor() if f.severity != "ok"] == []


def test_a_switch_is_of_one_file(folder: Folder, tmp_path: Path) -> None:
    folder.install("tea")

    with opened_with(str(tmp_path / "a.hstk"), "tea") as eco:
        assert infos(eco)["tea"].status == "on"
    with hstk.open(tmp_path / "b.hstk") as eco:
        assert infos(eco)["tea"].status == "off"


def test_a_switch_is_of_one_space(folder: Folder, postgres_url: str) -> None:
    folder.install("tea")

    with opened_with(f"{postgres_url}&space=mot", "tea") as eco:
        assert infos(eco)["tea"].status == "on"
    with hstk.open(f"{postgres_url}&space=hai") as eco:
        assert infos(eco)["tea"].status == "off"


def test_a_built_in_can_be_switched_off(file: str) -> None:
    with hstk.open(file):
        pass
    switch(file, "ocop", False)

    with hstk.open(file) as eco:
        assert infos(eco)["ocop"].status == "off"
        assert "ocop_dossier" not in eco.kinds
        assert "ocop.products_recognized" not in eco.declarations.indicators
        assert "training.officers_certified" in eco.declarations.indicators


@both
def test_a_place_can_be_opened_without_any_plugin(place: str) -> None:
    with hstk.open(place) as eco:
        plan = eco.add(Plan(code="kh", title="Kế hoạch", year_from=2023))
        for code, indicator in (("mt1", "training.projects_trained"), ("mt2", "core.contests")):
            eco.add(Target(plan=plan.id, code=code, label="Chỉ tiêu", indicator=indicator, value=2))

    with hstk.open(place, plugins=()) as eco:
        assert {info.status for info in eco.plugins} == {"off"}
        unknown, known = eco.plan_status(2023)
        assert (unknown.state, unknown.actual, unknown.percent) == ("unknown", None, None)
        assert known.state == "missed"
        with pytest.raises(NotFound):
            eco.evidence("training.projects_trained", 2023)


def test_a_place_can_be_opened_with_some_plugins_alone(folder: Folder, file: str) -> None:
    folder.install("tea")

    with hstk.open(file, plugins=["tea"]) as eco:
        assert {info.name for info in eco.plugins if info.status == "on"} == {"tea"}
    with pytest.raises(NotFound, match="teas") as missing:
        hstk.open(file, plugins=["teas"])

    assert missing.value.nearest == ("tea",)


# -- order


NOTHING = "from hstk import hookimpl"


def test_order_is_built_ins_then_what_is_required_then_names(folder: Folder, file: str) -> None:
    for name, required in (("an", "('sen',)"), ("bi", "'an'"), ("sen", "()"), ("tam", "('ocop',)")):
        folder.install(name, f"{NOTHING}\nrequires = {required}")

    with opened_with(file, "an", "bi", "sen", "tam") as eco:
        order = [owner.owner for owner in eco.declarations.owners]

    assert order == ["core", *BUILT_IN, "sen", "an", "bi", "tam"]


def test_what_requires_a_plugin_that_is_off_is_broken_and_imports_nothing_of_it(
    folder: Folder, file: str
) -> None:
    folder.install("an", f"{NOTHING}\nrequires = ('sen',)")
    sen = folder.install("sen", NOTHING)
    folder.install("bi", f"{NOTHING}\nrequires = ('khong_co',)")

    with opened_with(file, "an", "bi") as eco:
        known = infos(eco)
        assert known["an"].status == known["bi"].status == "broken"
        assert "«sen»" in known["an"].reason
        assert "«khong_co»" in known["bi"].reason
    assert not imported(sen)


def test_plugins_that_require_each_other_are_broken_and_stop_nothing(
    folder: Folder, file: str
) -> None:
    folder.install("an", f"{NOTHING}\nrequires = ('bi',)")
    folder.install("bi", f"{NOTHING}\nrequires = ('an',)")

    with opened_with(file, "an", "bi") as eco:
        assert {infos(eco)[name].status for name in ("an", "bi")} == {"broken"}
        assert {infos(eco)[name].status for name in BUILT_IN} == {"on"}


def test_a_plugin_may_refer_to_kinds_of_what_it_requires(folder: Folder, file: str) -> None:
    folder.install(
        "bean",
        """
        requires = ("training",)
        from typing import Annotated
        from hstk import Entity, Ref, Shown, hookimpl
        from hstk.plugins.training.kinds import TrainingCertificate

        class Bean(Entity, kind="bean_pod", label="Đậu", label_en="Bean", named_by="about"):
            about: Annotated[Ref[TrainingCertificate], Shown("Về", "About")]

        @hookimpl
        def hstk_entities():
            return (Bean,)
        """,
    )

    with opened_with(file, "bean") as eco:
        assert "bean_pod" in eco.kinds
    switch(file, "training", False)
    with hstk.open(file) as eco:
        assert infos(eco)["bean"].status == "broken"
        assert "«training»" in infos(eco)["bean"].reason


# -- broken


def garden(kind: str = "tea_garden", fields: str = "", extra: str = "") -> str:
    return f"""
        from typing import Annotated
        from hstk import Entity, Evidence, Indicator, Migrations, Ref, Shown, Unique, hookimpl
        from hstk.kinds import Line, Person
        from hstk.plugins import Command

        class Garden(Entity, kind="{kind}", label="Vườn", label_en="Garden"{extra}):
            name: Annotated[Line, Shown("Tên", "Name")]
            {fields}

        @hookimpl
        def hstk_entities():
            return (Garden,)
    """


def indicator(code: str, kind: str = "Person", times: int = 1) -> str:
    one = f'Indicator("{code}", "a", "a", "b", "b", {kind}, lambda eco, period: None)'
    return f"""
        from hstk import Indicator, hookimpl
        from hstk.kinds import Person

        @hookimpl
        def hstk_indicators():
            return [{", ".join([one] * times)}]
    """


def hook(body: str, name: str = "hstk_entities") -> str:
    return f"""
        from hstk import Entity, Migrations, hookimpl
        @hookimpl
        def {name}():
            {body}
    """


BROKEN = {
    "import error": ("import khong_co_thu_vien_nay", "khong_co_thu_vien_nay"),
    "syntax error": ("def (", "SyntaxError"),
    "error on import": ("1 / 0", "ZeroDivisionError"),
    "ends the program": ("raise SystemExit('thôi')", "SystemExit: thôi"),
    "raising hook": (hook("raise OSError('mất mạng')"), "OSError: mất mạng"),
    "raising generator": (hook("yield from [1 / 0]"), "ZeroDivisionError"),
    "wrong type": (hook("return [42]"), "hstk_entities trả về 42"),
    "a word": (hook("return 'vườn'"), "hstk_entities trả về 'v'"),
    "no kind": (hook("return [int]"), "không phải loại bản ghi"),
    "a base without kind": (hook("return [Entity]"), "không phải loại bản ghi"),
    "misspelt hook": (hook("return ()", "hstk_entitys"), "hstk_entitys"),
    "unknown argument": (
        "from hstk import hookimpl\n@hookimpl\ndef hstk_entities(eco):\n    return ()",
        "eco",
    ),
    "no mark": ("def hstk_entities():\n    return ()", "@hookimpl"),
    "unprefixed kind": (garden("garden"), "phải bắt đầu bằng «tea_»"),
    "odd letters": (garden("tea_Vườn"), "chữ thường không dấu"),
    "endless name": (garden("tea_" + "a" * 60), "không quá"),
    "same kind twice": (
        garden().replace("(Garden,)", "(Garden, Garden)"),
        "đã do tea",
    ),
    "unknown reference": (
        garden(fields='to: Annotated[Ref["tea_none"] | None, Shown("a", "a")] = None'),
        "tea_none",
    ),
    "field of the database": (
        garden(fields='space: Annotated[Line, Shown("a", "a")] = ""'),
        "space",
    ),
    "rule that cannot be read": (
        garden(extra=', uniques=(Unique(("name",), where="name is is"),)'),
        "name is is",
    ),
    "rule over an unknown field": (
        garden(extra=', uniques=(Unique(("name",), where="ten is null"),)'),
        "ten",
    ),
    "unprefixed indicator": (indicator("core.mine"), "phải bắt đầu bằng «tea.»"),
    "same indicator twice": (indicator("tea.mine", times=2), "chưa ai dùng"),
    "indicator of no kind": (indicator("tea.mine", kind="int"), "đếm loại lạ"),
    "migrations of another": (
        hook("return Migrations('ocop')", "hstk_migrations"),
        "phải mang tên «tea»",
    ),
    "several migrations": (
        hook("return [Migrations('tea'), Migrations('tea')]", "hstk_migrations"),
        "một Migrations",
    ),
    "form that is none": (
        """
        from hstk import hookimpl
        from hstk.plugins import View

        @hookimpl
        def hstk_views():
            return [View("tea.a", "a", "a", show=list, asks=int)]
        """,
        "asks là một lớp Form hoặc một hàm",
    ),
    "class that cannot be stored": (
        garden(fields='x: Annotated[dict, Shown("a", "a")] = {}'),
        "TypeError",
    ),
}


@pytest.mark.parametrize(("source", "said"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_plugin_is_off_with_a_reason_and_everything_else_runs(
    folder: Folder, file: str, monkeypatch: pytest.MonkeyPatch, source: str, said: str
) -> None:
    folder.install("tea", source)

    with opened_with(file, "tea") as eco:
        tea = infos(eco)["tea"]
        assert tea.status == "broken"
        assert said in tea.reason
        assert {infos(eco)[name].status for name in BUILT_IN} == {"on"}
        assert not [kind for kind in eco.kinds if kind.startswith("tea_")]
        eco.add(Person(name="Nguyễn Thị Mẫu"))
        (finding,) = (f for f in eco.doctor() if f.severity != "ok")
        assert (finding.code, finding.severity) == ("core.plugins", "warning")
        assert said in finding.message
    assert "tea" not in {name.split()[0] for name in commands(tea=True)}

    monkeypatch.setenv(STRICT, "1")
    with pytest.raises((Exception, SystemExit)):
        hstk.open(file)


def test_the_reason_is_told_in_both_languages(folder: Folder, file: str) -> None:
    folder.install("tea", garden("garden"))

    with speaking("en"), opened_with(file, "tea") as eco:
        assert "must begin with “tea_”" in infos(eco)["tea"].reason


@pytest.mark.parametrize("name", ["core", "hstk", "sqlite", "core_more", "Tea", "tea-garden"])
def test_names_that_are_not_a_strangers_are_refused(folder: Folder, file: str, name: str) -> None:
    folder.install(name, NOTHING)

    with opened_with(file, name) as eco:
        assert infos(eco)[name].status == "broken"
        assert name in infos(eco)[name].reason


def test_a_kind_that_another_already_declares_is_refused(folder: Folder, file: str) -> None:
    folder.install("team", garden("team_member"))
    folder.install("tea", garden("tea_garden_row"))
    folder.install("tea_garden", garden("tea_garden_row"))

    with opened_with(file, "team", "tea", "tea_garden") as eco:
        known = infos(eco)
        assert "đã do core" in known["team"].reason
        assert known["tea"].status == "on"
        assert "đã do tea" in known["tea_garden"].reason
        assert eco.kind("team_member").spec.label == "Thành viên dự án"


def test_a_plugin_older_than_the_data_is_off_and_the_data_stays(folder: Folder, file: str) -> None:
    newer = """
        migrations = Migrations("tea")
        @migrations.step(1)
        def nothing(connection):
            pass
        @hookimpl
        def hstk_migrations():
            return migrations
    """
    folder.install("tea", garden() + newer)
    with opened_with(file, "tea") as eco:
        made = eco.add_values(eco.kind("tea_garden"), {"name": "Vườn đồi"})

    folder.install("tea", garden())
    with hstk.open(file) as eco:
        assert infos(eco)["tea"].status == "broken"
        assert "bản mới hơn" in infos(eco)["tea"].reason

    folder.install("tea", garden() + newer)
    with hstk.open(file) as eco:
        assert eco.get(made.id).id == made.id


STEP = """
        migrations = Migrations("tea")
        @migrations.step(1)
        def renamed(connection):
            connection.exec_driver_sql("ALTER TABLE tea_garden RENAME COLUMN name TO title")
            {more}
        @hookimpl
        def hstk_migrations():
            return migrations
"""


@both
def test_a_step_that_fails_turns_its_plugin_off_and_changes_nothing(
    folder: Folder, place: str, tmp_path: Path
) -> None:
    folder.install("tea", garden())
    with opened_with(place, "tea") as eco:
        made = eco.add_values(eco.kind("tea_garden"), {"name": "Vườn đồi"})

    copies = list(tmp_path.glob("*.bak"))
    titled = garden().replace("            name:", "            title:")
    folder.install("tea", titled + STEP.format(more="1 / 0"))
    for _ in range(2):
        with hstk.open(place) as eco:
            assert infos(eco)["tea"].status == "broken"
            assert "ZeroDivisionError" in infos(eco)["tea"].reason
            eco.add(Person(name="Nguyễn Thị Mẫu"))
    assert list(tmp_path.glob("*.bak")) == copies

    folder.install("tea", titled + STEP.format(more=""))
    with hstk.open(place) as eco:
        assert infos(eco)["tea"].status == "on"
        assert getattr(eco.get(made.id), "title") == "Vườn đồi"  # noqa: B009


@both
def test_a_version_that_needs_a_step_it_lacks_is_off(folder: Folder, place: str) -> None:
    folder.install("tea", garden())
    with opened_with(place, "tea"):
        pass

    folder.install("tea", garden(fields='size: Annotated[int, Shown("Cỡ", "Size")]'))
    with hstk.open(place) as eco:
        assert infos(eco)["tea"].status == "broken"
        assert "tea_garden.size" in infos(eco)["tea"].reason
        assert {infos(eco)[name].status for name in BUILT_IN} == {"on"}


@both
def test_what_requires_a_plugin_that_fails_late_goes_off_with_it(
    folder: Folder, place: str
) -> None:
    folder.install("tea", garden(extra=', uniques=(Unique(("name",), where="x is null"),)'))
    folder.install("bi", f"{NOTHING}\nrequires = ('tea',)")

    with opened_with(place, "tea", "bi") as eco:
        assert infos(eco)["tea"].status == infos(eco)["bi"].status == "broken"
        assert "«tea»" in infos(eco)["bi"].reason


def test_a_plugin_that_is_gone_leaves_the_file_usable(folder: Folder, file: str) -> None:
    folder.install("tea", garden())
    with opened_with(file, "tea") as eco:
        made = eco.add_values(eco.kind("tea_garden"), {"name": "Vườn đồi"})

    folder.remove("tea")
    with hstk.open(file) as eco:
        assert "tea" not in infos(eco)
        eco.add(Person(name="Nguyễn Thị Mẫu"))
        assert [f for f in eco.doctor() if f.severity != "ok"] == []
    switch(file, "tea", False)

    folder.install("tea", garden())
    switch(file, "tea", True)
    with hstk.open(file) as eco:
        assert eco.get(made.id).id == made.id


# -- commands


def test_commands_of_a_broken_plugin_are_missing(folder: Folder) -> None:
    folder.install("tea")
    folder.install("an", hook("return ['lệnh']", "hstk_commands"))

    found = commands(tea=True, an=True)

    assert "tea" in found
    assert "an" not in {name.split()[0] for name in found}


def offering(name: str, word: str, *typed: str) -> str:
    """A plugin with a view, and commands of its own."""
    return f"""
        from hstk import hookimpl
        from hstk.plugins import Command, View

        @hookimpl
        def hstk_views():
            return [View("{name}.{word}", "a", "a", show=list)]

        @hookimpl
        def hstk_commands():
            return [Command(typed, "a", "a", "x:y") for typed in {typed!r}]
    """


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("ocop register", "phải bắt đầu bằng «tea»"),
        ("ocop", "phải bắt đầu bằng «tea»"),
        ("list", "phải bắt đầu bằng «tea»"),
        ("teapot", "phải bắt đầu bằng «tea»"),
        ("tea pot lid", "nhiều nhất một từ"),
        ("tea Ấm", "nhiều nhất một từ"),
        ("tea read-form", "«tea read-form» đã có"),
        ("tea", "«tea» đã có"),
    ],
)
def test_a_command_is_its_plugins_own_and_replaces_nothing(
    folder: Folder, file: str, typed: str, said: str
) -> None:
    folder.install("tea", offering("tea", "read_form", "tea boil", typed))

    with opened_with(file, "tea") as eco:
        assert infos(eco)["tea"].status == "broken"
        assert said in infos(eco)["tea"].reason
    assert not {"tea boil", typed} & set(commands(tea=True))


def test_plugins_that_share_a_group_take_nothing_from_each_other(folder: Folder, file: str) -> None:
    for name, source in (
        ("tea_a", offering("tea", "seen", "tea boil")),
        ("tea_b", offering("tea_b", "seen", "tea seen")),
        ("tea_c", offering("tea", "boil")),
        ("tea_d", offering("tea", "other", "tea boil")),
        ("tea_e", offering("tea", "more", "tea pour", "tea_e")),
    ):
        folder.install(name, source)

    with opened_with(file, "tea_a", "tea_b", "tea_c", "tea_d", "tea_e") as eco:
        found = {name: info.reason for name, info in infos(eco).items() if info.reason}
    assert found == {
        "tea_b": "tên «tea seen» đã có",
        "tea_c": "tên «tea boil» đã có",
        "tea_d": "tên «tea boil» đã có",
    }
    on = dict.fromkeys(("tea_a", "tea_b", "tea_c", "tea_d", "tea_e"), True)
    assert {"tea boil", "tea pour", "tea_e"} <= set(commands(**on))

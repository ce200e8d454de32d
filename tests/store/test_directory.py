"""The directory: what each record is called, how it sorts, what finds it."""

from __future__ import annotations

from hstk import Ecosystem, Entity
from hstk.core.collation import person_sort_key, sort_key
from hstk.core.kinds import Organization, Person
from hstk.core.language import speaking
from hstk.store.directory import UNTITLED, Directory
from tests.store.world import Folder, Garden, Plot, garden, kind_of, organization, person

# ---- Titles -------------------------------------------------------------------------------------


def test_a_record_named_after_another_follows_its_name(store: Ecosystem) -> None:
    hill = store.add(garden("Đồi Một"))
    plot = store.add(Plot(garden=hill.id, number=3))
    folder = store.add(Folder(at="hồ sơ", within=plot.id))
    assert store.titles([plot.id, folder.id]) == {
        plot.id: "Đồi Một · 3",
        folder.id: "Đồi Một · 3 · hồ sơ",
    }
    store.update(hill, name="Đồi Hai")
    assert store.titles([plot.id, folder.id]) == {
        plot.id: "Đồi Hai · 3",
        folder.id: "Đồi Hai · 3 · hồ sơ",
    }
    assert [hit.id for hit in store.search("doi hai 3 ho so")] == [folder.id]
    assert store.search("doi mot") == []


def test_records_named_after_each_other_are_named_once(store: Ecosystem) -> None:
    one = Folder(at="một")
    two = Folder(at="hai", within=one.id)
    store.add_many([two, one.evolve(within=two.id)])
    store.update(store.get(Folder, one.id), at="ba")
    found = store.titles([one.id, two.id])
    assert found[one.id].endswith(" · hai · ba")
    assert found[two.id].endswith(" · ba · hai")


def test_a_record_added_before_what_it_is_named_after_has_its_whole_name(
    store: Ecosystem,
) -> None:
    leaves: list[Entity] = [Folder(at="0")]
    for depth in range(1, 4):
        leaves.append(Folder(at=str(depth), within=leaves[-1].id))
    store.add_many(reversed(leaves))
    assert store.titles([leaves[-1].id]) == {leaves[-1].id: "0 · 1 · 2 · 3"}
    assert [hit.title for hit in store.search("0 1 2 3")] == ["0 · 1 · 2 · 3"]


def test_kept_titles_do_not_depend_on_the_language_of_the_writer(store: Ecosystem) -> None:
    an = store.add(person())
    club = store.add(kind_of("club"))
    with speaking("en"):
        member = store.add(kind_of("club_member", club=club.id, who=an.id, role="chair"))
    assert store.titles([member.id])[member.id] == "Nguyễn Thị Mẫu · Chủ nhiệm"


# ---- What is entered ----------------------------------------------------------------------------


def test_a_record_is_entered_with_its_order_and_what_finds_it(store: Ecosystem) -> None:
    record = organization(
        "Hợp tác xã Tỏi", phone="0255 3812 345", tax_code="0100233488-001", aliases=["HTX", "Tỏi"]
    )
    with store.reading() as connection:
        directory = Directory(connection, store.binding)
        entry = directory.describe(store.binding[Organization], record.__dict__)
    assert entry.kind == "organization"
    assert entry.title == "Hợp tác xã Tỏi"
    assert entry.sort_key == sort_key("Hợp tác xã Tỏi")
    assert entry.folded == "hop tac xa toi"
    assert entry.body.split("\n") == [
        "HTX; Tỏi",
        "0100233488-001",
        "+842553812345",
        "0100233488001",
        "02553812345",
    ]


def test_people_are_entered_by_given_name(store: Ecosystem) -> None:
    bound = store.binding[Person]
    with store.reading() as connection:
        directory = Directory(connection, store.binding)
        plain = directory.describe(bound, person("Nguyễn Thị An").__dict__)
        called = directory.describe(bound, person("An Smith", given_name="An").__dict__)
    assert plain.sort_key == person_sort_key("Nguyễn Thị An")
    assert called.sort_key == person_sort_key("An Smith", "An")
    assert called.body == "An"


def test_what_is_known_is_asked_for_once_and_forgotten_when_told(store: Ecosystem) -> None:
    an = store.add(person("An"))
    with store.reading() as connection:
        directory = Directory(connection, store.binding)
        assert directory.known([an.id])[an.id].title == "An"
        directory._known[an.id] = directory._known[an.id]._replace(title="khác")
        assert directory.known([an.id])[an.id].title == "khác"
        directory.forget([an.id])
        assert directory.known([an.id])[an.id].title == "An"
        directory._known[an.id] = directory._known[an.id]._replace(title="khác")
        directory.forget()
        assert directory.known([an.id])[an.id].title == "An"


def test_a_reference_to_nothing_is_shown_as_such(store: Ecosystem) -> None:
    with store.reading() as connection:
        directory = Directory(connection, store.binding)
        plot = Plot(garden=garden().id, number=3)
        assert directory.title(store.binding[Plot], plot.__dict__) == f"{UNTITLED} · 3"
        assert directory.shown(Garden.fields["friends"], (plot.garden,)) == UNTITLED
        assert directory.shown(Garden.fields["friends"], ()) == ""

from __future__ import annotations

import json

from pydantic import TypeAdapter

from hstk.kinds import Person
from tests.cli.command_line import CommandLine, widest


def test_every_kind_is_listed_with_its_fields_and_labels(line: CommandLine) -> None:
    kinds = {kind["kind"]: kind for kind in line.read("kinds")}

    assert set(kinds) >= {"person", "startup", "plan", "target", "ocop_dossier"}
    person = kinds["person"]
    assert set(person) == {"kind", "label", "subject", "help", "owner", "title", "fields"}
    assert (person["label"], person["owner"], person["title"]) == ("Người", "core", ["name"])
    assert kinds["ocop_dossier"]["owner"] == "ocop"
    fields = {field["name"]: field for field in person["fields"]}
    assert fields["name"]["required"] is True
    assert fields["gender"]["choices"][0] == {"value": "female", "label": "Nữ"}
    assert kinds["startup"]["fields"][2]["targets"] == ["person", "organization"]
    assert line.read("kinds", "person") == person


def test_kinds_are_printed_under_their_subjects(line: CommandLine) -> None:
    shown = line.done("kinds").out.splitlines()

    assert "Kế hoạch" in shown
    assert any(row.split() == ["target", "Chỉ", "tiêu"] for row in shown)


def test_fields_are_printed_with_all_of_their_help(line: CommandLine) -> None:
    shown = line.done("kinds", "funding_link").out

    assert widest(shown) <= 80
    assert "(bắt buộc)" in shown
    assert "introduced | applied | approved | disbursed" in shown
    assert "→ startup" in shown
    assert "…" not in shown.replace("…)", "")


def test_labels_speak_english_when_asked(line: CommandLine) -> None:
    assert line.read("kinds", "person", "--lang", "en")["label"] == "Person"
    assert "(required)" in line.done("kinds", "person", "--lang", "en").out


def test_the_schema_is_json_schema(line: CommandLine) -> None:
    for words in (("schema", "person"), ("schema", "person", "--json")):
        schema = json.loads(line.done(*words).out)
        assert schema == TypeAdapter(Person).json_schema()
        assert schema["required"] == ["name"]


def test_an_unknown_kind_is_told_with_the_nearest(line: CommandLine) -> None:
    for command in ("kinds", "schema"):
        assert "startup" in line.refused(command, "statup")["hint"]

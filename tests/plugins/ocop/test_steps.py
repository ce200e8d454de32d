"""The six steps of the yearly cycle."""

from __future__ import annotations

from hstk.plugins.ocop.kinds import Step
from hstk.plugins.ocop.steps import STEPS, steps_of

VERSIONS = ("1048", "148", "1489", "26/2026")


def test_the_steps_are_those_of_a_dossier() -> None:
    assert [str(step.number) for step in STEPS] == [step.value for step in Step]
    assert all(step.name and step.who and step.when and step.output for step in STEPS)


def test_who_evaluates_follows_the_decision() -> None:
    districts = {version: "cấp huyện" in steps_of(version)[4].who for version in VERSIONS}
    assert districts == {"1048": True, "148": True, "1489": False, "26/2026": False}
    assert "trước 30/6" in steps_of("26/2026")[4].when
    assert "trước 30/6" not in steps_of("148")[4].when

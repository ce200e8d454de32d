"""The six steps of the yearly cycle."""

from __future__ import annotations

from hstk.plugins.ocop.kinds import Step
from hstk.plugins.ocop.steps import STEPS, steps_from


def test_the_steps_are_those_of_a_dossier() -> None:
    assert [str(step.number) for step in STEPS] == [step.value for step in Step]
    assert all(step.name and step.who and step.when and step.output for step in STEPS)


def test_a_product_that_exists_may_enter_at_step_5() -> None:
    assert [step.name for step in steps_from(5)] == [
        "Đánh giá và phân hạng sản phẩm",
        "Xúc tiến thương mại",
    ]
    assert steps_from(1) == STEPS

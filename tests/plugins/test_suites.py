"""The built-in plugins prove what every plugin must."""

from __future__ import annotations

from typing import ClassVar

from hstk.plugins.ocop.rubric_file import rubrics
from hstk.testing import PluginSuite

RUBRIC = next(rubric for rubric in rubrics().values() if rubric.complete)
FIRST = next(iter(RUBRIC.criteria))


class TestOcop(PluginSuite):
    plugin = "ocop"
    given: ClassVar = {  # what no one could make up: the content of a rubric
        "ocop_rubric": {
            "body": RUBRIC.model_dump_json(exclude_defaults=True),
            "set_number": RUBRIC.set_number,
            "complete": True,
        },
        "ocop_sheet": {"marks": (f"{FIRST.code}:{FIRST.options[0].number}",)},
    }


class TestTradePromotion(PluginSuite):
    plugin = "trade_promotion"


class TestTraining(PluginSuite):
    plugin = "training"


class TestContest(PluginSuite):
    plugin = "contest"

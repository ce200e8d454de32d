"""What every plugin must prove, proved of this one; and the sample that shows it at work."""

from __future__ import annotations

import random
from datetime import date

from hstk import Ecosystem
from hstk.kinds import Event
from hstk.plugins.training.book import book_of
from hstk.plugins.training.trainee_kinds import TrainingCounselling
from hstk.sample.cast import add_cast
from hstk.sample.club import add_club
from hstk.sample.draft import Draft
from hstk.sample.events import add_events
from hstk.sample.names import People
from hstk.sample.of_training import add_training
from hstk.sample.places import add_places
from hstk.sample.producers import add_producers
from hstk.sample.products import add_products
from hstk.sample.startups import add_startups
from hstk.sample.units import add_units
from hstk.testing import PluginSuite
from tests.plugins.training.world import World, column


class TestTraining(PluginSuite):
    """The training plugin, as any other."""

    plugin = "training"


def test_the_sample_has_classes_with_all_that_belongs_to_them(world: World) -> None:
    eco: Ecosystem = world.eco
    rng, today = random.Random(1), date(2026, 11, 23)
    draft = Draft(eco, rng, today, People(rng, ()))
    for add in (
        add_places,
        add_units,
        add_cast,
        add_producers,
        add_startups,
        add_products,
        add_club,
        add_events,
        add_training,
    ):
        add(draft)

    event = eco.get(Event, draft.events["tư vấn viên"].id)
    book = book_of(eco, event)
    assert (len(book.sessions), len(book.trainees), len(book.nominations)) == (10, 12, 8)
    failed = [one for one in book.trainees if book.why_no_certificate(one) == "không đạt"]
    assert len(failed) == 2
    assert all(book.lacks_hours(one) for one in failed)
    assert sum(book.issued(one) is not None for one in book.trainees) == 8
    assert eco.count(TrainingCounselling) == 4
    missing = world.table("training.missing", "nominations", on=today)
    assert set(column(missing, "class")) == {"Tập huấn hoàn thiện sản phẩm mẫu"}
    assert set(column(missing, "deadline")) == {date(2026, 11, 24)}
    assert {one.severity for one in eco.doctor() if one.code.startswith("training.")} == {"ok"}

"""What is done: recording a harvest, and certifying several plots at once."""

from __future__ import annotations

from typing import Annotated

from hstk import Ecosystem, Ref, Rejected, Shown, say
from hstk.errors import Problem
from hstk.kinds import Day, Line, Money, Organization, Person, Several, YesNo, in_order
from hstk.plugins import Action, Asked, Done, Form, show_money, show_number
from hstk_tra_bong.kinds import Certificate, Harvest, Kilograms, Plot
from hstk_tra_bong.reading import by_id


class Harvesting(Form):
    """What is asked of a harvest."""

    bark_kg: Annotated[Kilograms, Shown("Vỏ quế khô (kg)", "Dry bark (kg)")]
    on: Annotated[
        Day | None,
        Shown("Ngày khai thác", "Harvested on", help="Để trống: hôm nay.", help_en="Empty: today."),
    ] = None
    buyer: Annotated[Ref[Person | Organization] | None, Shown("Người mua", "Buyer")] = None
    price: Annotated[Money | None, Shown("Giá bán (đồng/kg)", "Price (đồng/kg)")] = None
    organic: Annotated[YesNo, Shown("Bán là quế hữu cơ", "Sold as organic")] = False


class Certifying(Form):
    """A certificate, and the plots it is for."""

    plots: Annotated[
        Several[Ref[Plot]],
        Shown(
            "Các vườn",
            "Plots",
            help="Tên hoặc mã số, cách nhau bởi dấu chấm phẩy.",
            help_en="Names or ids separated by semicolons.",
        ),
    ]
    certificate: Annotated[Certificate, Shown("Loại chứng nhận", "Certificate")]
    number: Annotated[Line, Shown("Số chứng nhận", "Number")] = ""
    on: Annotated[Day, Shown("Chứng nhận từ ngày", "Certified on")]
    until: Annotated[Day | None, Shown("Có giá trị đến", "Valid until")] = None

    _days = in_order("on", "until")


def harvest(eco: Ecosystem, asked: Asked) -> Done:
    """Records a harvest of a plot."""
    given: Harvesting = asked.answers
    plot: Plot = asked.record
    made = eco.add(
        Harvest(
            plot=plot.id,
            harvested_on=given.on or asked.today,
            bark_kg=given.bark_kg,
            organic=given.organic,
            buyer=given.buyer,
            price=given.price,
        )
    )
    return Done(f"{plot.name}: {harvest_told(eco, asked)}", made.id)


def harvest_told(_: Ecosystem, asked: Asked) -> str:
    """What is harvested, and what it is worth."""
    given: Harvesting = asked.answers
    if given.bark_kg is None:  # told while the form is filled in, so it may be empty yet
        return ""
    weight = show_number(given.bark_kg)
    if given.price is None:
        return say(f"{weight} kg vỏ quế.", f"{weight} kg of bark.")
    value = show_money(round(given.bark_kg * given.price))
    return say(f"{weight} kg vỏ quế, {value}.", f"{weight} kg of bark, {value}.")


def certify(eco: Ecosystem, asked: Asked) -> Done:
    """Gives all these plots one certificate.

    Raises:
        Rejected: no plot is named, or "none" is no certificate.
    """
    given: Certifying = asked.answers
    problems = []
    if not given.plots:
        problems.append(Problem("plots", say("ghi ít nhất một vườn", "name at least one plot")))
    if given.certificate is Certificate.NONE:
        problems.append(
            Problem("certificate", say("chọn loại chứng nhận được cấp", "choose which one it is"))
        )
    if problems:
        raise Rejected(problems)
    for plot in by_id(eco, Plot, given.plots).values():
        eco.update(
            plot,
            certificate=given.certificate,
            certificate_number=given.number,
            certified_on=given.on,
            certified_until=given.until,
        )
    return Done(certify_told(eco, asked))


def certify_told(eco: Ecosystem, asked: Asked) -> str:
    """How many plots and hectares the certificate is for."""
    plots = by_id(eco, Plot, asked.answers.plots or ())
    hectares = show_number(round(sum(plot.hectares or 0 for plot in plots.values()), 4))
    return say(f"{len(plots)} vườn, {hectares} ha.", f"{len(plots)} plots, {hectares} ha.")


ACTIONS = (
    Action(
        "tra_bong.harvest",
        "Ghi lần khai thác",
        "Record a harvest",
        of=Plot,
        asks=Harvesting,
        do=harvest,
        tells=harvest_told,
    ),
    Action(
        "tra_bong.certify",
        "Cấp chứng nhận cho các vườn quế",
        "Certify cinnamon plots",
        asks=Certifying,
        do=certify,
        tells=certify_told,
        help="Một chứng nhận cho nhiều vườn; hoàn tác một lần là trả lại tất cả.",
        help_en="One certificate for several plots; a single undo takes all of it back.",
    ),
)

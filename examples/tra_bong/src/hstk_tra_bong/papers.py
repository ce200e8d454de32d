"""The list of plots that goes with a product's dossier."""

from __future__ import annotations

from hstk import Ecosystem, say
from hstk.kinds import Product
from hstk.plugins import Asked, Document, Paper, Paragraph, Signature, show_number
from hstk_tra_bong.kinds import Cinnamon
from hstk_tra_bong.reading import plots_of
from hstk_tra_bong.views import no_cinnamon, plots_table


def source_list(eco: Ecosystem, asked: Asked) -> Document:
    """The plots that a product comes from, to be signed by its producer."""
    product: Product = asked.record
    held = eco.satellite(Cinnamon, product)
    owner = eco.titles([product.owner]).get(product.owner, "")
    facts = [say(f"Tên sản phẩm: {product.name}", f"Product: {product.name}")]
    facts.append(say(f"Chủ thể: {owner}", f"Producer: {owner}"))
    if held is not None and held.form is not None:
        facts.append(say(f"Loại: {held.form.label}", f"Made into: {held.form.label}"))
    if held is not None and held.oil_percent is not None:
        oil = show_number(held.oil_percent)
        facts.append(say(f"Hàm lượng tinh dầu: {oil} %", f"Essential oil: {oil} %"))
    return Document(
        say("DANH SÁCH VÙNG NGUYÊN LIỆU", "LIST OF PLOTS"),
        (
            *(Paragraph(fact) for fact in facts),
            plots_table(eco, plots_of(eco, product), asked),
        ),
        about=say(f"Sản phẩm {product.name}", product.name),
        on=asked.today,
        signatures=(Signature(say("CHỦ THỂ SẢN PHẨM", "PRODUCER"), owner),),
        landscape=True,
    )


PAPERS = (
    Paper(
        "tra_bong.source_list",
        "Danh sách vùng nguyên liệu quế",
        "List of cinnamon plots of a product",
        of=Product,
        fits=no_cinnamon,
        make=source_list,
        ending="docx",
        help="Kèm hồ sơ OCOP hoặc hồ sơ xin dùng chỉ dẫn địa lý.",
        help_en="Goes with an OCOP dossier, or with an application for the indication.",
    ),
)

"""Products recognized as OCOP, through the end of the districts on 1/7/2025."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hstk import Ecosystem, Rejected
from hstk.kinds import Person, Product, Recognition, RecognitionLevel, RecognitionScheme
from hstk.plugins.ocop.kinds import OcopDossier
from tests.evidence import number

D = date
RECOGNIZED = "ocop.products_recognized"


class Products:
    """Products with their recognitions."""

    def __init__(self, eco: Ecosystem) -> None:
        self._eco = eco
        self._owner = eco.add(Person(name="Nguyễn Thị Mẫu"))

    def product(self, name: str, decided_on: D | None = None, **fields: Any) -> Product:
        product = self._eco.add(Product(name=name, owner=self._owner.id))
        if decided_on is not None or fields:
            self.recognize(product, decided_on, **fields)
        return product

    def recognize(self, product: Product, decided_on: D | None, **fields: Any) -> None:
        values: dict[str, Any] = {
            "scheme": RecognitionScheme.OCOP,
            "level": RecognitionLevel.DISTRICT,
            "stars": 3,
            "ground": "ngừng sản xuất" if "withdrawn_on" in fields else "",
        } | fields
        self._eco.add(Recognition(product=product.id, decided_on=decided_on, **values))


@pytest.fixture
def products(eco: Ecosystem) -> Products:
    """A way to have products recognized."""
    return Products(eco)


def test_a_decision_is_valid_from_its_day_to_the_end_it_states(
    eco: Ecosystem, products: Products
) -> None:
    products.product("ngày đầu", D(2023, 1, 1), expires_on=D(2026, 1, 1))
    products.product("ngày cuối", D(2023, 12, 31), expires_on=D(2026, 12, 31))
    products.product("hết ngay đầu năm", D(2020, 1, 1), expires_on=D(2023, 1, 1))
    products.product("hết cuối năm trước", D(2019, 12, 31), expires_on=D(2022, 12, 31))
    products.product("năm sau", D(2024, 1, 1), expires_on=D(2027, 1, 1))

    found = number(eco, RECOGNIZED)

    assert found.counted == {"ngày đầu", "ngày cuối", "hết ngay đầu năm"}
    assert found.near == {
        "hết cuối năm trước": "giấy chứng nhận đã hết hạn trước kỳ này",
        "năm sau": "được công nhận sau kỳ này",
    }
    assert number(eco, RECOGNIZED, as_of=D(2023, 12, 30)).value == 2
    groups = eco.evidence(RECOGNIZED, 2023).groups
    assert groups == {"công nhận trong kỳ": 2, "công nhận trước, còn hiệu lực": 1}


def test_a_decision_that_states_no_end_is_valid_for_36_months(
    eco: Ecosystem, products: Products
) -> None:
    products.product("tới 1/1", D(2020, 1, 1))
    products.product("tới 31/12", D(2019, 12, 31))

    found = number(eco, RECOGNIZED)

    assert found.counted == {"tới 1/1"}
    assert found.near == {"tới 31/12": "giấy chứng nhận đã hết hạn trước kỳ này"}
    for year, valid in ((2019, True), (2020, True), (2021, True), (2022, True), (2024, False)):
        assert ("tới 31/12" in number(eco, RECOGNIZED, year).counted) is valid


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (D(2023, 1, 1), D(2020, 1, 1)),
        (D(2023, 2, 28), D(2020, 2, 28)),
        (D(2024, 2, 29), D(2021, 3, 1)),
        (D(2023, 3, 1), D(2020, 3, 1)),
    ],
)
def test_36_months_end_with_the_same_day_of_the_month(day: D, first: D) -> None:
    from hstk.plugins.ocop.indicators import _three_years_before

    assert _three_years_before(day) == first


def test_a_product_counts_once_whatever_it_holds(eco: Ecosystem, products: Products) -> None:
    several = products.product("nhiều quyết định", D(2022, 5, 1))
    products.recognize(several, D(2023, 5, 1), level=RecognitionLevel.PROVINCE, stars=4)
    products.recognize(several, D(2023, 6, 1), scheme=RecognitionScheme.CNNT, stars=None)
    products.recognize(several, D(2010, 6, 1))  # one that ran out does not matter

    found = number(eco, RECOGNIZED)

    assert (found.value, found.counted, found.near) == (1, {"nhiều quyết định"}, {})


def test_products_that_nearly_count_say_why(eco: Ecosystem, products: Products) -> None:
    products.product("thu hồi", D(2022, 5, 1), withdrawn_on=D(2023, 12, 31))
    products.product("thu hồi sau", D(2022, 5, 1), withdrawn_on=D(2024, 1, 1))
    products.product("cấp quốc gia", D(2022, 5, 1), level=RecognitionLevel.CENTRAL, stars=5)
    products.product("hai sao", D(2022, 5, 1), stars=2)
    products.product("không ghi ngày", None, stars=3)
    products.product("danh hiệu khác", D(2022, 5, 1), scheme=RecognitionScheme.CNNT, stars=None)
    products.product("rất lâu sau", D(2025, 1, 1))
    for name, score, year in (
        ("thiếu điểm", 49.9, 2023),
        ("đủ điểm", 50.0, 2023),
        ("chưa chấm", None, 2023),
        ("hồ sơ năm khác", None, 2022),
    ):
        product = products.product(name)
        eco.add(OcopDossier(product=product.id, year=year, score=score))

    found = number(eco, RECOGNIZED)

    assert found.counted == {"thu hồi sau"}
    assert found.near == {
        "thu hồi": "quyết định công nhận đã bị thu hồi",
        "cấp quốc gia": "công nhận ở cấp khác, không phải cấp huyện hay cấp tỉnh",
        "hai sao": "dưới 3 sao",
        "không ghi ngày": "chưa ghi ngày quyết định công nhận",
        "thiếu điểm": "đã chấm điểm nhưng dưới 50 điểm (chưa đạt 3 sao)",
        "đủ điểm": "có hồ sơ trong năm, chưa có quyết định công nhận",
        "chưa chấm": "có hồ sơ trong năm, chưa có quyết định công nhận",
    }


def test_decisions_of_the_former_district_stay_valid_in_the_special_zone(
    eco: Ecosystem, products: Products
) -> None:
    products.product("huyện công nhận", D(2024, 6, 1), expires_on=D(2027, 6, 1))
    products.product(
        "tỉnh công nhận", D(2025, 9, 1), level=RecognitionLevel.PROVINCE, expires_on=D(2028, 9, 1)
    )

    assert number(eco, RECOGNIZED, 2025, as_of=D(2025, 6, 30)).counted == {"huyện công nhận"}
    both = {"huyện công nhận", "tỉnh công nhận"}
    assert number(eco, RECOGNIZED, 2025).counted == both
    assert number(eco, RECOGNIZED, 2026).counted == both
    assert number(eco, RECOGNIZED, 2028).counted == {"tỉnh công nhận"}


def test_a_product_has_one_dossier_a_year(eco: Ecosystem, products: Products) -> None:
    product = products.product("Tỏi đen")
    eco.add(OcopDossier(product=product.id, year=2023))
    eco.add(OcopDossier(product=product.id, year=2024))

    with pytest.raises(Rejected, match="đã có hồ sơ của năm này"):
        eco.add(OcopDossier(product=product.id, year=2023))

"""Further fields of somebody else's records, which are part of those wherever records are named."""

from __future__ import annotations

import pytest

from hstk import Ecosystem, NotFound
from hstk.kinds import Person, Product
from hstk.plugins.ocop.kinds import OcopProduct


@pytest.fixture
def garlic(eco: Ecosystem) -> Product:
    """A product with OCOP's fields."""
    owner = eco.add(Person(name="Nguyễn Thị Mẫu"))
    product = eco.add(Product(name="Tỏi đen Cù Lao Ré", owner=owner.id))
    eco.add(OcopProduct(product=product.id, set_number=10, product_code="51-21548-3-2026"))
    return product


def test_the_fields_are_found_by_their_host(eco: Ecosystem, garlic: Product) -> None:
    found = eco.satellite(OcopProduct, garlic)
    assert found is not None
    assert found.set_number == 10
    other = eco.add(Product(name="Hành", owner=garlic.owner))
    assert eco.satellite(OcopProduct, other.id) is None
    with pytest.raises(NotFound, match="không phải phần mở rộng"):
        eco.satellite(Person, garlic)


def test_a_name_means_the_host_alone(eco: Ecosystem, garlic: Product) -> None:
    assert eco.resolve("Tỏi đen Cù Lao Ré") == garlic


@pytest.mark.parametrize("words", ["toi den", "51-21548-3-2026", "51215483"])
def test_search_finds_the_host_once_also_by_what_the_satellite_says(
    eco: Ecosystem, garlic: Product, words: str
) -> None:
    assert [(hit.kind, hit.id) for hit in eco.search(words)] == [("product", garlic.id)]


def test_it_goes_and_comes_back_with_its_host(eco: Ecosystem, garlic: Product) -> None:
    eco.delete(garlic)
    assert not eco.find(OcopProduct)
    eco.undo()
    assert eco.satellite(OcopProduct, garlic) is not None


def test_a_host_has_one(eco: Ecosystem, garlic: Product) -> None:
    from hstk import Rejected

    with pytest.raises(Rejected):
        eco.add(OcopProduct(product=garlic.id))

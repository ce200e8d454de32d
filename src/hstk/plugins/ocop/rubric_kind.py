"""A rubric as it is kept in a file, for the dossiers that are judged by it."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Self

from pydantic import Field, ValidationError, model_validator

from hstk import Entity, Shown, Stored, say
from hstk.kinds import Day, Line, Multiline, Name, YesNo, misfit
from hstk.plugins.ocop.rubric import Rubric


@lru_cache(maxsize=64)
def _read(body: str) -> Rubric:
    """A rubric is a hundred values to check, and every sheet and list asks for it."""
    return Rubric.model_validate_json(body)


class OcopRubric(
    Entity,
    kind="ocop_rubric",
    label="Bộ tiêu chí OCOP",
    label_en="OCOP rubric",
    subject="Sản phẩm|Products",
    help="Bộ tiêu chí của một bộ sản phẩm theo một quyết định, giữ nguyên cho hồ sơ đã chọn nó.",
    help_en="The rubric of a product set by one decision, kept as it is for its dossiers.",
):
    """The rubric of one set of products by one decision; its whole text stands in ``body``."""

    name: Annotated[Name, Shown("Tên bộ tiêu chí", "Name", width=44, column=True)]
    code: Annotated[
        Line,
        Stored(unique=True),
        Shown(
            "Mã",
            "Code",
            help="Quyết định và số của bộ sản phẩm: 148/10.",
            help_en="The decision and the number of the set: 148/10.",
            column=True,
        ),
    ]
    decision: Annotated[Line, Shown("Quyết định", "Decision", column=True)]
    set_number: Annotated[
        Annotated[int, Field(ge=1, le=26)],
        Stored(index=True),
        Shown("Bộ sản phẩm", "Product set", column=True),
    ]
    in_force_from: Annotated[Day, Shown("Hiệu lực từ", "In force from", column=True)]
    loaded: Annotated[
        YesNo,
        Shown(
            "Nạp từ tệp",
            "Loaded from a file",
            help="Bộ tiêu chí do người dùng nạp được dùng trước bộ có sẵn cùng quyết định.",
            help_en="One that was loaded is used before the one that came with hstk.",
        ),
    ] = False
    complete: Annotated[
        YesNo,
        Shown(
            "Đã đủ tiêu chí",
            "Complete",
            help="Bộ chưa đủ thì chưa dùng để kết luận hạng sao được.",
            help_en="With an incomplete one no star can be concluded.",
            column=True,
        ),
    ] = False
    body: Annotated[
        Annotated[str, Field(max_length=400_000), Multiline],
        Shown("Nội dung", "Content", hidden=True, search=0),
    ] = ""

    def rubric(self) -> Rubric:
        """What the record holds; one without content is a rubric that has nothing filled in.

        Raises:
            ValidationError: the content is none.
        """
        if self.body:
            return _read(self.body)
        return Rubric(
            version=self.code or self.name,
            decision=self.decision or self.name,
            in_force_from=self.in_force_from,
            set_number=self.set_number,
            set_name=self.name,
            branch="?",
        )

    @model_validator(mode="after")
    def _body_is_a_rubric(self) -> Self:
        try:
            held = self.rubric()
        except ValidationError:
            raise misfit(
                say(
                    "nội dung không phải một bộ tiêu chí; nạp bằng: hstk ocop load-rubric",
                    "the content is no rubric; load one with: hstk ocop load-rubric",
                ),
                "body",
            ) from None
        if (held.set_number, held.complete) != (self.set_number, self.complete):
            raise misfit(
                say(
                    "số của bộ, đủ hay chưa phải như trong nội dung bộ tiêu chí",
                    "its set number, and whether it is complete, are those of its content",
                ),
                "complete",
            )
        return self

"""What arguments and options are read as, each with its own message in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from hstk.cli.bilingual import argument, option
from hstk.core.language import say

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from hstk.core.declarations import Declarations


class Whole(click.ParamType[int]):
    """A whole number from ``least`` on, up to ``most``."""

    name = "number"

    def __init__(self, least: int = 1, most: int = 10**9) -> None:
        self.least = least
        self.most = most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        text = str(value)
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 20 else -1
        if not self.least <= number <= self.most:
            self.fail(
                say(
                    f"«{text}» không được; ghi một số nguyên từ {self.least} đến {self.most}",
                    f"“{text}” will not do; give a whole number from {self.least} to {self.most}",
                ),
                param,
                ctx,
            )
        return number


class Amount(click.ParamType[float]):
    """A number that is not negative; a comma or a dot begins its decimals."""

    name = "number"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        text = str(value)
        try:
            number = float(text.replace(",", "."))
        except ValueError:
            number = -1.0
        if not 0 <= number < float("inf"):
            self.fail(
                say(
                    f"«{text}» không phải một số; ghi như 12 hoặc 12,5",
                    f"“{text}” is not a number; write 12 or 12.5",
                ),
                param,
                ctx,
            )
        return number


class DayType(click.ParamType[date]):
    """A day as people write it: 15/11/2023, 2023-11-15, "hôm nay"."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        from hstk.core.dates import read_date

        try:
            return read_date(value, date.today())
        except ValueError as error:
            self.fail(str(error), param, ctx)


F = TypeVar("F", bound=Callable[..., Any])
YEAR = Whole(1900, 2200)


def kind_argument(*, required: bool = True) -> Callable[[F], F]:
    """The argument that names a kind of record."""
    return argument(
        "kind",
        required=required,
        shell_complete=_complete_kind,
        value=("LOẠI", "KIND"),
        vi="Loại bản ghi, ví dụ person; xem hstk kinds.",
        en="A kind of record, for example person; see hstk kinds.",
    )


def id_argument(name: str = "given", **attributes: Any) -> Callable[[F], F]:
    """The argument that names a record."""
    return argument(
        name,
        value=("ID", "ID"),
        vi="Mã số đầy đủ, phần cuối của mã số (từ 4 ký tự), hoặc đúng tên bản ghi.",
        en="The whole id, its ending (4 characters or more), or the exact title.",
        **attributes,
    )


def file_argument(vi: str, en: str) -> Callable[[F], F]:
    """The argument that names a file."""
    return argument("path", type=click.Path(path_type=Path), value=("TỆP", "FILE"), vi=vi, en=en)


def year_option() -> Callable[[F], F]:
    """``--year``."""
    return option(
        "--year",
        type=YEAR,
        value=("NĂM", "YEAR"),
        vi="Năm; nếu không ghi: năm nay, hoặc năm của kế hoạch mới nhất.",
        en="The year; else this year, or that of the newest plan.",
    )


def day_option(name: str, *, vi: str, en: str) -> Callable[[F], F]:
    """An option that takes a day."""
    return option(name, type=DayType(), value=("NGÀY", "DAY"), vi=vi, en=en)


def reason_option(**attributes: Any) -> Callable[[F], F]:
    """``--reason``: why, for the history."""
    return option(
        "--reason",
        value=("LÝ_DO", "TEXT"),
        vi="Vì sao; ghi vào lịch sử.",
        en="Why, for the history.",
        **attributes,
    )


def limit_option(vi: str, en: str, **attributes: Any) -> Callable[[F], F]:
    """``--limit``: how many at most."""
    return option("--limit", type=Whole(), value=("SỐ", "N"), vi=vi, en=en, **attributes)


def values_argument(*, required: bool) -> Callable[[F], F]:
    """The argument of ``field=value`` words."""
    return argument(
        "values",
        nargs=-1,
        required=required,
        shell_complete=complete_field,
        value=("TRƯỜNG=GIÁ_TRỊ", "FIELD=VALUE"),
        vi="Trường của loại bản ghi (xem hstk kinds LOẠI) và giá trị của nó.",
        en="A field of the kind (see hstk kinds KIND) and its value.",
    )


def values_in(words: Iterable[str]) -> dict[str, str]:
    """The fields that ``field=value`` words give.

    Raises:
        UsageError: a word is none, or names a field again.
    """
    from hstk.core.text import nfc

    found: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        name = nfc(name.strip())
        if not equals or not name:
            raise click.UsageError(
                say(
                    f'«{word}» không được; ghi TRƯỜNG=GIÁ_TRỊ, ví dụ name="Nguyễn Thị An".',
                    f'“{word}” will not do; write FIELD=VALUE, as in name="Nguyễn Thị An".',
                ),
                click.get_current_context(),
            )
        if name in found:
            raise click.UsageError(
                say(f"«{name}» được ghi hai lần.", f"“{name}” is given twice."),
                click.get_current_context(),
            )
        found[name] = value
    return found


def refuse_to_overwrite(path: Path, *, force: bool) -> None:
    """A file that exists is overwritten only where that was asked for.

    Raises:
        BadFile: it exists.
    """
    from hstk.core.errors import BadFile

    if path.exists() and not force:
        raise BadFile(
            say(f"{path} đã có; không ghi đè.", f"{path} exists; it is not overwritten."),
            hint=say("Chọn tên khác, hoặc thêm --force.", "Choose another name, or --force."),
        )


def _complete_kind(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    return [
        CompletionItem(name, help=kind.spec.label)
        for name, kind in _declared().kinds.items()
        if name.startswith(incomplete)
    ]


def complete_field(
    context: click.Context, _: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The fields of the kind that was named, as the beginning of ``field=value``."""
    from click.shell_completion import CompletionItem

    declared = _declared()
    kind = declared.kinds.get(context.params.get("kind") or "")
    if kind is None:
        return []
    fields = {field.name: field for field in kind.fields.values() if not field.shown.hidden}
    for satellite in declared.satellites:
        if satellite.host == kind.spec.kind:
            held = satellite.kind
            fields |= {f"{held.spec.kind}.{name}": held.fields[name] for name in satellite.own}
    return [
        CompletionItem(f"{name}=", help=field.label)
        for name, field in fields.items()
        if name.startswith(incomplete)
    ]


def _declared() -> Declarations:
    """What a new file is opened with; no file is opened between two key presses."""
    from hstk.cli.added import Added

    return Added({}).declarations

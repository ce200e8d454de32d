"""Everything that can be done, in one table: keys, palette, footer and help are made from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import Binding

from hstk.core.language import say

Pair = tuple[str, str]
"""A text in Vietnamese and in English."""

NOWHERE: Pair = ("", "")


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that can be done.

    Args:
        id: stable name, by which a key can be bound anew.
        title: what it does, «nhóm: việc», for the palette and the help.
        action: the Textual action; one of the app begins with ``app.``, others are the screen's.
        keys: names of keys, the first is the one shown; "" leaves it to the palette.
        short: the word in the footer; without one it is not there.
        places: the screens it belongs to; none means all.
        weight: who stays when the footer is too narrow: the heaviest.
        of_widget: the key is bound by the list or field that has the focus; here it is only told.
    """

    id: str
    title: Pair
    action: str
    keys: str = ""
    short: Pair = NOWHERE
    places: tuple[str, ...] = ()
    weight: int = 5
    of_widget: bool = False

    @property
    def key(self) -> str:
        """The key as people read it: «^N», «F2», «Esc»; "" when it has none."""
        return key_name(self.keys.split(",")[0]) if self.keys else ""

    @property
    def label(self) -> str:
        """The title in the current language."""
        return say(*self.title)

    @property
    def word(self) -> str:
        """The word in the footer, in the current language, or ""."""
        return say(*self.short)


_KEY_NAMES = {
    "escape": "Esc",
    "delete": "Del",
    "enter": "Enter",
    "space": "Space",
    "slash": "/",
    "full_stop": ".",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
}


def key_name(key: str) -> str:
    """A key of Textual as people read it."""
    if key.startswith("ctrl+"):
        return "^" + key[5:].upper()
    return _KEY_NAMES.get(key, key.upper() if len(key) < 4 else key)


@dataclass(frozen=True, slots=True)
class MainKind:
    """A kind of record with a key of its own.

    Args:
        key: the digit; kind: its stable name; label: a short word for the top line.
    """

    key: str
    kind: str
    label: Pair


MAIN_KINDS = (
    MainKind("2", "startup", ("Dự án", "Startups")),
    MainKind("3", "person", ("Người", "People")),
    MainKind("4", "organization", ("Tổ chức", "Organizations")),
    MainKind("5", "product", ("Sản phẩm", "Products")),
    MainKind("6", "recognition", ("Công nhận", "Recognitions")),
    MainKind("7", "event", ("Sự kiện", "Events")),
    MainKind("8", "support", ("Hỗ trợ", "Support")),
    MainKind("9", "task", ("Nhiệm vụ", "Tasks")),
)

_LISTS = ("records", "evidence", "today", "history", "view")
_ONE = ("records", "record")

COMMANDS: tuple[Command, ...] = (
    # what has the focus
    Command("open", ("danh sách: mở dòng đang chọn", "list: open the current line"), "open",
            "enter", ("Mở", "Open"), _LISTS, 8, of_widget=True),
    Command("mark", ("danh sách: đánh dấu", "list: mark"), "mark",
            "space", ("Đánh dấu", "Mark"), ("records",), 2, of_widget=True),
    # lists
    Command("search", ("danh sách: tìm", "list: search"), "search",
            "slash", ("Tìm", "Search"), ("records",), 8),
    Command("kinds", ("danh sách: chọn loại bản ghi", "list: choose the kind of record"),
            "app.choose_kind", "f9", ("Loại", "Kind"), ("today", "records"), 6),
    Command("sort", ("danh sách: sắp xếp theo cột", "list: sort by a column"), "sort",
            "f7", ("Sắp xếp", "Sort"), ("records",), 3),
    Command("pane", ("màn hình: sang khung bên cạnh", "screen: go to the other pane"),
            "other_pane", "f6", ("Khung", "Pane"), ("records", "evidence", "history", "today"), 1),
    # records
    Command("add", ("bản ghi: thêm", "record: add"), "add",
            "ctrl+n", ("Thêm", "Add"), ("today", "records", "record", "evidence"), 9),
    Command("edit", ("bản ghi: sửa", "record: edit"), "edit",
            "f2", ("Sửa", "Edit"), _ONE, 9),
    Command("do", ("bản ghi: việc làm được", "record: what can be done"), "offers",
            "f4,full_stop", ("Việc làm", "Actions"), (*_ONE, "view"), 7),
    Command("copy", ("bản ghi: chép dòng", "record: copy the row"), "copy",
            "ctrl+c", places=("records",)),
    Command("delete", ("bản ghi: xoá", "record: delete"), "delete",
            "delete", ("Xoá", "Delete"), _ONE, 4),
    Command("history", ("bản ghi: lịch sử", "record: history"), "history",
            "f8", ("Lịch sử", "History"), _ONE, 5),
    # the plan
    Command("year.before", ("kế hoạch: năm trước", "plan: year before"), "year(-1)",
            "left_square_bracket", ("Năm trước", "Year −"), ("today",), 4),
    # Telex turns ] into ư, which is what w becomes too
    Command("year.after", ("kế hoạch: năm sau", "plan: year after"), "year(1)",
            "right_square_bracket,w", ("Năm sau", "Year +"), ("today",), 4),
    # the form
    Command("save", ("biểu mẫu: lưu", "form: save"), "save",
            "ctrl+s", ("Lưu", "Save"), ("form",), 9),
    Command("error", ("biểu mẫu: lỗi kế tiếp", "form: next error"), "next_error",
            "f3", ("Lỗi kế", "Next error"), ("form", "ask"), 7),
    Command("answered", ("biểu mẫu: xong", "form: done"), "save",
            "ctrl+s", ("Xong", "Done"), ("ask",), 9),
    # what a plugin shows
    Command("filter", ("bảng: lọc", "table: filter"), "filter",
            "f2,slash", ("Lọc", "Filter"), ("view",), 9),
    Command("copy.view", ("bảng: chép để dán vào bảng tính", "table: copy for a spreadsheet"),
            "copy", "ctrl+c", ("Chép", "Copy"), ("view",), 4),
    Command("save.view", ("bảng: ghi ra tệp Excel", "table: write an Excel file"),
            "export", "ctrl+e", ("Ghi Excel", "Excel"), ("view",), 5),
    # history
    Command("undo.this", ("lịch sử: hoàn tác lần đang chọn", "history: undo the chosen change"),
            "undo_this", "f4", ("Hoàn tác lần này", "Undo this"), ("history",), 7),
    Command("back", ("màn hình: quay lại", "screen: back"), "back",
            "escape", ("Quay lại", "Back"),
            (*_ONE, "evidence", "history", "form", "ask", "view"), 7),
    # everywhere
    Command("undo", ("thay đổi: hoàn tác", "change: undo"), "app.undo",
            "ctrl+z", ("Hoàn tác", "Undo"), weight=6),
    Command("redo", ("thay đổi: làm lại", "change: redo"), "app.redo", "ctrl+y"),
    Command("today", ("xem: hôm nay", "view: today"), "app.show('today')", "1"),
    *(
        Command(
            f"kind.{main.kind}",
            (f"xem: {main.label[0].lower()}", f"view: {main.label[1].lower()}"),
            f"app.show_kind('{main.kind}')",
            main.key,
        )
        for main in MAIN_KINDS
    ),
    Command("changes", ("xem: lịch sử mọi thay đổi", "view: history of everything"),
            "app.show('history')", "0"),
    Command("refresh", ("màn hình: đọc lại", "screen: read again"), "app.refresh", "f5"),
    Command("theme", ("màn hình: đổi nền sáng, tối", "screen: light or dark"), "app.turn_theme"),
    Command("palette", ("trợ giúp: bảng lệnh", "help: command palette"), "app.command_palette",
            "ctrl+p", ("Lệnh", "Commands"), weight=7),
    Command("help", ("trợ giúp: các phím", "help: keys"), "app.help",
            "f1", ("Trợ giúp", "Help"), weight=10),
    Command("quit", ("hstk: thoát", "hstk: quit"), "app.quit",
            "ctrl+q", ("Thoát", "Quit"), weight=8),
)  # fmt: skip


def commands_at(place: str) -> Iterable[Command]:
    """What can be done on a screen: what is its own first, then what can be done everywhere."""
    return (command for command in COMMANDS if not command.places or place in command.places)


def bindings(place: str = "") -> list[Binding]:
    """The keys of a screen; those of the app when no place is given."""
    return [
        Binding(command.keys, command.action, command.label, show=False, id=command.id)
        for command in COMMANDS
        if command.keys
        and not command.of_widget
        and (place in command.places if place else not command.places)
    ]

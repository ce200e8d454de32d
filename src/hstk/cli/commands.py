"""Every command with its one line of help, so that ``hstk --help`` imports none of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hstk.core.language import say


@dataclass(frozen=True, slots=True)
class Entry:
    """One command, not yet imported.

    Args:
        target: "module:attribute" below ``hstk.cli``.
        vi, en: what it does, one line.
    """

    target: str
    vi: str
    en: str

    @property
    def line(self) -> str:
        """What it does, in the current language."""
        return say(self.vi, self.en)


SECTIONS: Mapping[str, Mapping[str, Entry]] = {
    "Bắt đầu|Start": {
        "demo": Entry(
            "demo:demo", "Mở dữ liệu mẫu Lý Sơn để xem thử", "Open the Lý Sơn sample to look around"
        ),
        "init": Entry("care:init", "Tạo tệp dữ liệu mới, trống", "Make a new, empty file"),
        "tui": Entry("demo:tui", "Mở màn hình làm việc", "Open the terminal app"),
    },
    "Bản ghi|Records": {
        "kinds": Entry(
            "kinds:kinds",
            "Các loại bản ghi và trường của từng loại",
            "The kinds of record and their fields",
        ),
        "schema": Entry(
            "kinds:schema", "JSON Schema của một loại bản ghi", "JSON Schema of a kind of record"
        ),
        "add": Entry("records:add", "Thêm một bản ghi", "Add a record"),
        "edit": Entry("records:edit", "Sửa một bản ghi", "Change a record"),
        "show": Entry("records:show", "Xem một bản ghi", "Show a record"),
        "delete": Entry("records:delete", "Xoá bản ghi", "Delete records"),
        "restore-record": Entry(
            "records:restore_record", "Lấy lại bản ghi đã xoá", "Bring a deleted record back"
        ),
        "list": Entry("listing:list_", "Danh sách một loại bản ghi", "List records of a kind"),
        "search": Entry(
            "listing:search",
            "Tìm trong mọi bản ghi, không cần gõ dấu",
            "Search every record, marks optional",
        ),
        "export": Entry(
            "export:export", "Xuất bản ghi ra tệp CSV hoặc JSON", "Write records to CSV or JSON"
        ),
    },
    "Kế hoạch|Plan": {
        "plan": Entry(
            "plan:plan",
            "Kế hoạch, chỉ tiêu, nhiệm vụ, kinh phí",
            "The plan, its targets, tasks and money",
        ),
    },
    "Lịch sử|History": {
        "history": Entry("history:history", "Ai đã đổi gì, khi nào", "Who changed what, and when"),
        "undo": Entry("history:undo", "Hoàn tác một lần thay đổi", "Take a change back"),
        "redo": Entry("history:redo", "Làm lại điều vừa hoàn tác", "Do again what was undone"),
    },
    "Tệp dữ liệu|The file": {
        "doctor": Entry("care:doctor", "Kiểm tra tệp dữ liệu", "Examine the file"),
        "backup": Entry("care:backup", "Sao lưu ra một tệp", "Back up to a file"),
        "restore": Entry("care:restore", "Khôi phục từ bản sao lưu", "Restore a backup"),
        "plugins": Entry(
            "plugins:plugins", "Các plugin: xem, bật, tắt", "Plugins: show, enable, disable"
        ),
        "completion": Entry(
            "completion:completion",
            "Gợi ý lệnh bằng phím Tab cho bash, zsh, fish",
            "Completion with the Tab key for bash, zsh, fish",
        ),
    },
}

PLAN: Mapping[str, Entry] = {
    "load": Entry("plan:load", "Nạp kế hoạch từ tệp .toml", "Load a plan from a .toml file"),
    "show": Entry(
        "plan:show", "Kế hoạch với chỉ tiêu và nhiệm vụ", "The plan with its targets and tasks"
    ),
    "status": Entry(
        "plan_numbers:status",
        "Các chỉ tiêu: kế hoạch, thực hiện, còn thiếu",
        "The targets: planned, actual, missing",
    ),
    "evidence": Entry(
        "plan_numbers:evidence",
        "Các bản ghi làm nên một con số",
        "The records behind a number",
    ),
    "revise": Entry("plan_work:revise", "Điều chỉnh một chỉ tiêu", "Revise the value of a target"),
    "progress": Entry(
        "plan_work:progress", "Ghi tiến độ một nhiệm vụ", "Record the progress of a task"
    ),
    "budget": Entry(
        "plan_numbers:budget",
        "Kinh phí theo nguồn: dự toán, được giao, đã chi",
        "Money by source: estimated, approved, spent",
    ),
}

PLUGINS: Mapping[str, Entry] = {
    "list": Entry("plugins:list_", "Các plugin đã cài", "The plugins that are installed"),
    "info": Entry("plugins_told:info", "Một plugin khai báo những gì", "What a plugin declares"),
    "plan": Entry(
        "plugins_told:plan", "Bật plugin sẽ thêm gì vào tệp", "What enabling would add to the file"
    ),
    "check": Entry(
        "plugins_made:check",
        "Kiểm tra một plugin có đúng quy ước không",
        "Examine whether a plugin is sound",
    ),
    "new": Entry(
        "plugins_made:new", "Viết một plugin mới để bắt đầu", "Write a new plugin to begin with"
    ),
    "enable": Entry("plugins:enable", "Bật plugin cho tệp này", "Enable a plugin for this file"),
    "disable": Entry("plugins:disable", "Tắt plugin cho tệp này", "Disable a plugin for this file"),
}

TABLE: Mapping[str, Entry] = {
    **{name: entry for section in SECTIONS.values() for name, entry in section.items()},
    **{f"plan {name}": entry for name, entry in PLAN.items()},
    **{f"plugins {name}": entry for name, entry in PLUGINS.items()},
}
"""Every command by what is typed after ``hstk``."""

"""The scripts that newcomers copy from run as they stand."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"

# What each prints, in this order, among other things.
SHOWN = {
    "first_ten_lines.py": [
        "Tỏi đen Cù Lao Ré",
        "Ươm tạo",
        "sửa: idea → incubation",
        "thêm:  → idea",
        "Ý tưởng",
    ],
    "own_indicator.py": [
        "Dự án do phụ nữ làm chủ: 11 dự án",
        "+ 2022-06-14 Rong biển sấy giòn ăn liền",
        "- Cá bò tẩm vị Đảo Bé: đã dừng hoặc tạm dừng",
    ],
    "targets.py": [
        "7/10 cán bộ, không đạt: Cán bộ được cấp chứng chỉ",
        "3/2 dự án, đạt: Dự án khởi nghiệp được hỗ trợ về đào tạo",
        "6/8 sản phẩm, không đạt: Sản phẩm khởi nghiệp được công nhận",
        "+ Tỏi Gió Biển (2021-12-20, công nhận trước, còn hiệu lực)",
        "- Rượu tỏi Lão Ngư: quyết định công nhận đã bị thu hồi",
        "Cán bộ có chứng chỉ: 7/10 cán bộ",
        "Thêm một người: 8/10 cán bộ",
        "Hoàn tác: 7/10 cán bộ",
    ],
}


def test_every_script_is_run() -> None:
    assert {path.name for path in EXAMPLES.glob("*.py")} == set(SHOWN)


@pytest.mark.parametrize("name", SHOWN)
def test_a_script_runs_and_shows_what_it_promises(name: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", str(EXAMPLES / name)],
        cwd=tmp_path,
        env=os.environ | {"PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )

    assert done.returncode == 0, done.stderr
    rest = done.stdout
    for line in SHOWN[name]:
        assert line in rest, f"{line!r} is not in, or not after the others of:\n{done.stdout}"
        rest = rest.partition(line)[2]
    assert list(tmp_path.iterdir()) == []

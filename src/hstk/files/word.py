"""Word documents in the official form.

Nghị định 30/2020/NĐ-CP, Phụ lục I: paper and margins (mục I), where each part stands (mục II, IV)
and its letters (mục V). What the decree leaves open is chosen here: upper, lower and right margins
of 20, 20 and 15 mm, and the sizes of its own table of samples (12, 13 and 14).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import batched_rows
from pathlib import Path
from typing import Final

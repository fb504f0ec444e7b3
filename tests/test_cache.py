"""What was worked out once, as files that any process may write at any time."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis import cache


def test_nothing_half_written_remains(tmp_path: Path) -> None:
    target = tmp_path / "folder" / "file"
    cache.write(target, b"whole")
    with pytest.raises(TypeError):
        cache.write(target, "no bytes")  # type: ignore[arg-type]
    assert [file.name for file in target.parent.iterdir()] == ["file"]
    assert target.read_bytes() == b"whole"


def test_an_interruption_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(file: Path, target: Path) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        cache.write(tmp_path / "file", b"whole")
    assert list(tmp_path.iterdir()) == []


def test_an_entry_keeps_any_text(tmp_path: Path) -> None:
    value = ["ñ 𝄞 \ud800 \u2028", 1.5, None, {"a": []}]
    cache.save("room", "key", value)
    assert cache.load("room", "key") == value

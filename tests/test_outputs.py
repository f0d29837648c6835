"""Files and folders appear whole or not at all."""

from pathlib import Path

import pytest

from rrgraph.errors import UsageError
from rrgraph.outputs import whole_folder, write_all, write_whole


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    """The new content is there, and nothing else is left behind."""
    file = tmp_path / "gaps.html"
    file.write_text("old")

    write_whole(file, "new")

    assert "new" == file.read_text()
    assert [file] == list(tmp_path.iterdir())


def test_a_file_in_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A mistyped folder is a sentence, not a traceback."""
    with pytest.raises(UsageError, match="cannot be written"):
        write_whole(tmp_path / "none" / "gaps.html", "new")


def test_a_site_that_fails_half_way_leaves_the_old_one(tmp_path: Path) -> None:
    """What stood there before stands there still."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("old")

    with pytest.raises(RuntimeError), whole_folder(site, "index.html") as made:
        (made / "index.html").write_text("new")
        raise RuntimeError

    assert "old" == (site / "index.html").read_text()
    assert [site] == list(tmp_path.iterdir())


def test_a_new_site_takes_the_place_of_the_old(tmp_path: Path) -> None:
    """Files of the old site that the new one lacks are gone."""
    site = tmp_path / "site"
    site.mkdir()
    for name in ("index.html", "stale.html"):
        (site / name).write_text("old")

    with whole_folder(site, "index.html") as made:
        (made / "index.html").write_text("new")

    assert ["index.html"] == [path.name for path in site.iterdir()]


def test_a_folder_with_other_peoples_files_is_never_replaced(tmp_path: Path) -> None:
    """`-o ~/Documents` does not empty it."""
    (tmp_path / "letter.txt").write_text("mine")

    with pytest.raises(UsageError, match="holds other files"), whole_folder(tmp_path, "index.html"):
        pass

    assert "mine" == (tmp_path / "letter.txt").read_text()


def test_several_files_are_written_or_none(tmp_path: Path) -> None:
    """The first is as it was when the second cannot be written, and no folder is left over."""
    first, second = tmp_path / "first.yaml", tmp_path / "new" / "second.yaml"
    first.write_text("old")
    (tmp_path / "closed").write_text("a file where a folder is asked for")

    with pytest.raises(UsageError, match="cannot be written"):
        write_all({first: "new", second: "new", tmp_path / "closed" / "third.yaml": "new"})

    assert "old" == first.read_text()
    assert ["closed", "first.yaml"] == sorted(path.name for path in tmp_path.iterdir())


def test_folders_are_made_for_several_files(tmp_path: Path) -> None:
    """As many as are missing."""
    write_all({tmp_path / "a" / "b" / "one.yaml": "1", tmp_path / "a" / "two.yaml": "2"})

    assert "1" == (tmp_path / "a" / "b" / "one.yaml").read_text()
    assert "2" == (tmp_path / "a" / "two.yaml").read_text()

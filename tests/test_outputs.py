"""Files and folders appear whole or not at all."""

from pathlib import Path

import pytest

from rrgraph.errors import UsageError
from rrgraph.outputs import restore, whole_folder, write_all, write_whole


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
    """The first is as it was when the second cannot be written, and what else is there stays."""
    plan = tmp_path / "plan"
    plan.mkdir()
    for name in ("plan.yaml", "actions.yaml", "closed"):
        (plan / name).write_text("old")
    before = {path.name: path.read_text() for path in plan.iterdir()}

    with pytest.raises(UsageError, match=r"plan cannot be written"):
        write_all(plan, {"actions.yaml": "new", "closed/third.yaml": "new"}, "plan.yaml")
    assert before == {path.name: path.read_text() for path in plan.iterdir()}

    write_all(plan, {"actions.yaml": "new", "more.yaml": "new"}, "plan.yaml")
    assert before | {"actions.yaml": "new", "more.yaml": "new"} == {
        path.name: path.read_text() for path in plan.iterdir()
    }
    assert [plan] == list(tmp_path.iterdir())


def test_folders_are_made_for_several_files(tmp_path: Path) -> None:
    """As many as are missing."""
    write_all(tmp_path / "a" / "b", {"one.yaml": "1", "c/two.yaml": "2"}, "one.yaml")

    assert "1" == (tmp_path / "a" / "b" / "one.yaml").read_text()
    assert "2" == (tmp_path / "a" / "b" / "c" / "two.yaml").read_text()


def aside(site: Path, kind: str) -> Path:
    """What a command leaves that is killed while it exchanges the new site for the old."""
    folder = site.with_name(f".{site.name}-{kind}-a1b2c3d4")
    folder.mkdir()
    (folder / "index.html").write_text(kind)
    return folder


def test_what_was_put_aside_is_restored_before_anything_else(tmp_path: Path) -> None:
    """Even if the new site then fails; what was being made is thrown away."""
    site = tmp_path / "site"
    aside(site, "old")
    aside(site, "new")

    with pytest.raises(RuntimeError), whole_folder(site, "index.html"):
        raise RuntimeError

    assert "old" == (site / "index.html").read_text()
    assert [site] == list(tmp_path.iterdir())


def test_what_was_put_aside_goes_when_its_successor_is_there(tmp_path: Path) -> None:
    """Killed after the exchange: the new site stays."""
    site = tmp_path / "site"
    aside(site, "new").rename(site)
    aside(site, "old")

    with pytest.raises(RuntimeError), whole_folder(site, "index.html"):
        raise RuntimeError

    assert "new" == (site / "index.html").read_text()
    assert [site] == list(tmp_path.iterdir())


def test_every_command_restores_a_plan_that_was_put_aside(tmp_path: Path) -> None:
    """No report is made without it; what has a successor, or is no plan, is left where it is."""
    plan, other = tmp_path / "plan", tmp_path / "other"
    aside(plan, "old")
    other.mkdir()
    kept = {other, aside(other, "old"), tmp_path / ".notes-old-a1b2c3d4"}
    (tmp_path / ".notes-old-a1b2c3d4").mkdir()

    restore(tmp_path, "index.html")

    assert kept | {plan} == set(tmp_path.iterdir())


def test_a_folder_of_a_name_like_ours_is_not_ours(tmp_path: Path) -> None:
    """Nor is what another site has put aside."""
    site = tmp_path / "site"
    others = [aside(tmp_path / "site-new-1", "old"), tmp_path / ".site-old-notes-of-mine"]
    others[1].mkdir()

    with whole_folder(site, "index.html") as made:
        (made / "index.html").write_text("new")

    assert {site, *others} == set(tmp_path.iterdir())


def test_two_at_once_both_end_and_the_later_one_stands(tmp_path: Path) -> None:
    """Neither takes what the other still fills for a thing left over."""
    site = tmp_path / "site"

    with whole_folder(site, "index.html") as first:
        (first / "index.html").write_text("first")
        with whole_folder(site, "index.html") as second:
            (second / "index.html").write_text("second")
        assert "second" == (site / "index.html").read_text()

    assert "first" == (site / "index.html").read_text()
    assert [site] == list(tmp_path.iterdir())

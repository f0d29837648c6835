"""A proposal is shown first, and written whole; nothing of anyone's is lost."""

from pathlib import Path

import pytest

from rrgraph.errors import UsageError
from rrgraph.imports._proposal import Change, Proposal, Unknown, Unplaced


def test_the_diff_shows_new_files_and_changed_lines() -> None:
    """As version control shows them; a file that stays the same is not in it."""
    proposal = Proposal(
        files={
            "plan.yaml": Change("id: a\ntitle: New\n", "id: a\ntitle: Old\n"),
            "actions.yaml": Change("themes: []"),
            "same.yaml": Change("x\n", "x\n"),
        }
    )

    assert (
        "--- /dev/null\n+++ b/actions.yaml\n@@ -0,0 +1 @@\n+themes: []\n"
        "--- a/plan.yaml\n+++ b/plan.yaml\n@@ -1,2 +1,2 @@\n id: a\n-title: Old\n+title: New\n"
    ) == proposal.diff()


def test_new_files_are_written_into_a_new_folder(tmp_path: Path) -> None:
    """And named in the order of their names."""
    proposal = Proposal(files={"plan.yaml": Change("id: a\n"), "actions.yaml": Change("themes:\n")})

    written = proposal.write(tmp_path / "a")

    assert [tmp_path / "a" / "actions.yaml", tmp_path / "a" / "plan.yaml"] == written
    assert "id: a\n" == (tmp_path / "a" / "plan.yaml").read_text()


def test_a_file_that_is_there_is_not_overwritten_by_a_new_one(tmp_path: Path) -> None:
    """Nor is any other file of the proposal written then."""
    (tmp_path / "plan.yaml").write_text("mine")
    proposal = Proposal(files={"plan.yaml": Change("id: a\n"), "actions.yaml": Change("themes:\n")})

    with pytest.raises(UsageError, match="is there already; nothing was written"):
        proposal.write(tmp_path)

    assert "mine" == (tmp_path / "plan.yaml").read_text()
    assert ["plan.yaml"] == [path.name for path in tmp_path.iterdir()]


def test_a_file_is_changed_only_as_it_was_read(tmp_path: Path) -> None:
    """What a person wrote in the meantime stays."""
    file = tmp_path / "plan.yaml"
    file.write_text("title: Old\n")
    proposal = Proposal(files={"plan.yaml": Change("title: New\n", was="title: Old\n")})

    assert [file] == proposal.write(tmp_path)
    assert "title: New\n" == file.read_text()
    with pytest.raises(UsageError, match="has changed since it was read"):
        proposal.write(tmp_path)


def test_line_ends_of_windows_are_no_change_and_stay(tmp_path: Path) -> None:
    """A program there may have written them since."""
    file = tmp_path / "plan.yaml"
    file.write_bytes(b"id: a\r\ntitle: Old\r\n")
    proposal = Proposal(files={"plan.yaml": Change("id: a\ntitle: New\n", "id: a\ntitle: Old\n")})

    proposal.write(tmp_path)

    assert b"id: a\r\ntitle: New\r\n" == file.read_bytes()


def test_only_a_file_of_comments_is_replaced_by_a_new_one(tmp_path: Path) -> None:
    """As `rrgraph init` leaves them; what says something, or is no text, is not."""
    file = tmp_path / "actions.yaml"
    for content, may_be_replaced in (
        (b"# so\r\n\n", True),
        (b"# so\na: b\n", False),
        (b"\xff", False),
    ):
        file.write_bytes(content)
        assert may_be_replaced == (Change.at(file, "x: y\n").was is not None)
    assert Change.at(tmp_path / "new.yaml", "x: y\n") == Change("x: y\n")


def test_nothing_is_made_of_a_proposal_without_files(tmp_path: Path) -> None:
    """No folder either."""
    assert [] == Proposal().write(tmp_path / "a")
    assert [] == list(tmp_path.iterdir())


def test_what_needs_a_person_is_told_in_a_line() -> None:
    """Where it stands, the words, and why or what comes nearest."""
    assert "line 3: 'See above': no number" == str(Unplaced("line 3", "See\n above", "no number"))
    assert "Actions!C7: 'NOM': nearest: noms" == str(Unknown("Actions!C7", "NOM", ("noms",)))
    assert "line 9: 'Xyz': nothing like it is known" == str(Unknown("line 9", "Xyz"))
    assert len(str(Unplaced("line 3", "word " * 100, "too long"))) < 120

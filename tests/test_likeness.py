"""Likeness: ranks what a person then decides, and says what it is made of."""

from __future__ import annotations

from rrgraph.likeness import Nearest, Profile, alike, likeness

MENTORS = Profile("Court mentors", "Fund mentors at court.", "", frozenset({"council"}))


def test_the_same_is_wholly_alike_and_says_in_what() -> None:
    """Only what both have is compared."""
    assert (100, "title 100, words 100, partners 100") == likeness(MENTORS, MENTORS)


def test_what_one_of_two_lacks_does_not_count_against_them() -> None:
    """A plan without partners is not unlike one with them, but other partners are."""
    bare = MENTORS._replace(partners=frozenset())
    assert likeness(bare, bare).score == 100
    assert likeness(MENTORS, MENTORS._replace(partners=frozenset({"police"}))).score < 100


def test_order_and_case_of_words_do_not_matter() -> None:
    """A heading turned round is the same heading."""
    assert likeness(MENTORS, MENTORS._replace(title="MENTORS, COURT")).score == 100


def test_nothing_to_compare_is_not_alike() -> None:
    """Rather than wholly."""
    empty = Profile("", "", "", frozenset())
    assert (0, "") == likeness(empty, empty)


def test_the_likest_of_some_texts_is_found_or_none() -> None:
    """By its place in the list."""
    texts = ["by July 2009", "Quarterly updates", "by September 2010"]
    assert 2 == alike("by September 2009", texts)
    assert alike("a new prison", texts) is None


def test_the_nearest_are_those_that_share_rare_words() -> None:
    """Among a thousand that share the common ones; few are returned, the likest first."""
    crowd = {
        str(n): Profile(f"Review action {n}", "Review it with partners.", "", frozenset())
        for n in range(1000)
    }
    crowd["x"] = MENTORS
    nearest = Nearest(crowd)
    found = nearest.to(Profile("Mentors", "Review mentors at court.", "", frozenset()))
    assert found[0] == "x"
    assert len(found) <= nearest.most

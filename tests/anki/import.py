"""Imports the deck's text file into a fresh collection with Anki's own backend, and looks at what has come of it.

    python import.py DECK EDITED ODD

Three folders, each with a deck as JSON and as the text file made from it: the deck, the same with one card's short answer
changed, and the same with a question full of characters that mean something in such a file.
Reports as Rust's test runner does, so that `cargo xtask test` can count.
"""

import json
import sys
import tempfile
import traceback
from pathlib import Path

from anki.collection import Collection, ImportCsvRequest

DECK, EDITED, ODD = (Path(argument) for argument in sys.argv[1:4])
EXPORT = "groundwork-anki.txt"


def cards(folder):
    """Every card by the GUID that its note must have."""
    deck = json.loads((folder / "deck.json").read_text("utf-8"))
    first_name = {now: old for old, now in reversed(deck["aliases"])}
    found = {"groundwork:" + first_name.get(card["id"], card["id"]): card for card in deck["cards"]}
    assert len(found) == len(deck["cards"]) > 0
    return found


def collection():
    return Collection(str(Path(tempfile.mkdtemp()) / "collection.anki2"))


def take(col, path):
    """Imports as a person does who changes none of the settings that the file suggests."""
    path = str(path)
    metadata = col.get_csv_metadata(path=path, delimiter=None)
    return col.import_csv(ImportCsvRequest(path=path, metadata=metadata)).log


def notes(col):
    """Every note by its GUID: id, fields, tags, time of change."""
    rows = col.db.all("select guid, id, flds, tags, mod from notes")
    return {guid: (note, fields.split("\x1f"), sorted(tags.split()), mod) for guid, note, fields, tags, mod in rows}


def every_card_becomes_a_note_with_its_question_tags_and_deck():
    col = collection()
    log = take(col, DECK / EXPORT)
    expected = cards(DECK)
    found = notes(col)
    assert len(log.new) == log.found_notes == len(expected), log
    assert found.keys() == expected.keys(), found.keys() ^ expected.keys()
    for guid, card in expected.items():
        note, (front, back), tags, _ = found[guid]
        assert front == card["question"], (front, card["question"])
        assert back.startswith("<p>") and back.endswith("</ol>"), back
        assert back.count("<li>") == len(card["points"]) + len(card["sources"]), back
        assert all(source["url"].replace("&", "&amp;") in back for source in card["sources"]), back
        assert "#source-" not in back, back
        assert tags == sorted([*card["tags"], f"groundwork::{card['topic']}"]), tags
        decks = {col.decks.name(col.get_card(number).did) for number in col.get_note(note).card_ids()}
        assert decks == {"Groundwork"}, decks
        assert col.get_note(note).note_type()["name"] == "Basic"


def a_second_import_changes_nothing():
    col = collection()
    take(col, DECK / EXPORT)
    before = notes(col)
    log = take(col, DECK / EXPORT)
    assert not log.new and not log.updated, log
    assert len(log.duplicate) == len(before), log
    assert notes(col) == before


def a_corrected_card_updates_its_note_and_no_other():
    col = collection()
    take(col, DECK / EXPORT)
    before = notes(col)
    log = take(col, EDITED / EXPORT)
    assert len(log.updated) == 1 and not log.new, log
    after = notes(col)
    assert after.keys() == before.keys()
    old, new = cards(DECK), cards(EDITED)
    for guid in old:
        (note, before_fields, *_), (same_note, after_fields, *_) = before[guid], after[guid]
        assert note == same_note
        assert (before_fields != after_fields) == (old[guid] != new[guid]), guid
        if old[guid] != new[guid]:
            assert "<p>Corrected." in after_fields[1], after_fields


def a_card_full_of_special_characters_arrives_as_it_is():
    col = collection()
    take(col, ODD / EXPORT)
    found, expected = notes(col), cards(ODD)
    assert found.keys() == expected.keys()
    for guid, card in expected.items():
        assert found[guid][1][0] == card["question"], (found[guid][1][0], card["question"])
    assert any(card["question"].startswith("#") for card in expected.values())


def a_row_that_begins_with_a_hash_is_a_note_only_in_quotation_marks():
    headers = "".join(line + "\n" for line in (DECK / EXPORT).read_text("utf-8").splitlines() if line.startswith("#"))
    for row, count in [('"#1"\tfront\tback\ttag\n', 1), ("#1\tfront\tback\ttag\n", 0)]:
        path = Path(tempfile.mkdtemp()) / EXPORT
        path.write_text(headers + row + "other\tfront 2\tback\ttag\n", "utf-8")
        col = collection()
        take(col, path)
        assert len(notes(col)) == count + 1, notes(col)


def main():
    failed = 0
    tests = [test for name, test in globals().items() if name.startswith(("a_", "every_"))]
    for test in tests:
        try:
            test()
            print(f"test {test.__name__} ... ok")
        except Exception:
            failed += 1
            traceback.print_exc(file=sys.stdout)
            print(f"test {test.__name__} ... FAILED")
    print(f"test result: {'FAILED' if failed else 'ok'}. {len(tests) - failed} passed; {failed} failed;")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

import pytest

from app.rules.free_text import MOST_FOUND, MOST_SEARCHED, Looks, suspicions

NAMES = (
    ("Interview of Mr Quillfeather is booked.", "Mr Quillfeather"),
    ("Statement of Mrs A. Thistlewick", "Mrs A. Thistlewick"),
    ("DC Brackenhollow asks for chats", "DC Brackenhollow"),
    ("The accused Torquil Fennimore denies it", "Torquil Fennimore"),
    ("images of Elspeth Wrenfield-Moss on the phone", "Elspeth Wrenfield-Moss"),
    ("Recover Elspeth Wrenfield calls", "Elspeth Wrenfield"),
    ("chats with Dougal O'Tarn about money", "Dougal O'Tarn"),
)
PASSCODES = (
    ("Phone pin 1234 was given", "pin 1234"),
    ("password: Tr0ub4dor", "password: Tr0ub4dor"),
    ("Passcode is 889911", "Passcode is 889911"),
    ("the unlock code 445566", "unlock code 445566"),
    ("PIN = 0000", "PIN = 0000"),
    ("4821 unlocks it", "4821 unlocks"),
    ("unlock pattern 1-4-7-8-9", "unlock pattern 1-4-7-8-9"),
    ("pattern L shape", "pattern L shape"),
)
CLEAN = (
    "Recover chats between the suspect and the complainer in March 2026.",
    "Did the suspect use WhatsApp or Facebook Messenger on 14 March 2026?",
    "Images from the Samsung Galaxy and the Apple Watch.",
    "Seized at Thornbeck Quarry under warrant of Edinburgh Sheriff Court.",
    "Operation Larch Heron: which devices were at High Street?",
    "The passcode is not known; the owner refused to give it.",
    "PIN is unknown. Password was withheld.",
    "Locked with a pin, 4 attempts left.",
    "Case 20261234, productions 12 to 15, crime number 556677.",
    "Look at Windows Event Logs and Google Drive.",
    "Which accounts were used? Who sent the messages of 3 May 2026?",
    "Police Scotland, Procurator Fiscal, High Court",
    "",
    "iPhone 14 Pro Max",
    "A pattern of life over 12 weeks",
)


@pytest.mark.parametrize(("text", "piece"), NAMES)
def test_what_looks_like_a_name_is_found(text, piece):
    assert [(s.looks, s.text) for s in suspicions(text)] == [(Looks.NAME, piece)]


@pytest.mark.parametrize(("text", "piece"), PASSCODES)
def test_what_looks_like_a_passcode_is_found(text, piece):
    assert [(s.looks, s.text) for s in suspicions(text)] == [(Looks.PASSCODE, piece)]


@pytest.mark.parametrize("text", CLEAN)
def test_plain_words_of_a_request_raise_no_alarm(text):
    assert suspicions(text) == ()


def test_it_is_said_where_it_stands():
    found = suspicions("Recover chats.\nThe phone's PIN: 5566")
    assert [(s.line, s.start) for s in found] == [(2, 27)]


def test_only_the_first_few_are_told():
    assert len(suspicions("Mr Quillfeather and " * 40)) == MOST_FOUND


@pytest.mark.parametrize("piece", ["Aa ", "pin ", "Mr ", "1-", "x" * 7, "Ab-"])
def test_a_very_long_text_is_looked_at_no_further_than_is_useful(piece):
    text = piece * (100_000 // len(piece))
    assert all(s.start < MOST_SEARCHED for s in suspicions(text))

import random

import pytest

from app.errors import InvalidRequest
from app.reports.head_words import PrintedHead, head_of, read_head, word_list

HEAD = PrintedHead(sequence=1043, short="abcdef0123456789")


def test_there_are_2048_words_each_known_by_its_first_four_letters():
    words = word_list()
    assert len(set(words)) == len({word[:4] for word in words}) == 2048


def test_a_head_is_printed_as_number_characters_and_seven_words():
    assert HEAD.text == "1043-abcdef0123456789"
    assert HEAD.words == "1043 profit hunt scare educate filter shaft easy"
    assert head_of(HEAD.text) == HEAD


@pytest.mark.parametrize(
    "typed",
    [
        "1043-abcdef0123456789",
        "  1,043 - ABCDEF01 2345 6789 ",
        "state 1043\u2013abcdef0123456789",
        "Head 1043-abcdef0123456789",
        "1043 profit hunt scare educate filter shaft easy",
        "1043 PROFIT, hunt scare-educate filter shaft easy.",
        "1043: prof hunt scar educ filt shaf easy",
    ],
)
def test_a_head_is_read_back_however_it_is_typed(typed):
    assert read_head(typed) == HEAD


def test_any_head_is_read_back_from_characters_and_words():
    draw = random.Random(1)  # noqa: S311 - a test
    for _ in range(300):
        head = PrintedHead(
            sequence=draw.randrange(10**6), short=f"{draw.getrandbits(64):016x}"
        )
        assert read_head(head.text) == read_head(head.words.upper()) == head


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "begins with a number"),
        ("abcdef", "begins with a number"),
        ("1043", "begins with a number"),
        ("1043-abcdef", "16 characters after the number; these are 6"),
        ("1043-abcdefo123456789", "“o” at place 7"),
        ("1043 profit hunt scare", "7 words; these are 3"),
        ("1043 profit hunt scarx educate filter shaft easy", "Was it “scare”"),
        ("1043 profit hunt qqqq educate filter shaft easy", "Word 3, “qqqq”"),
        ("1043 hunt profit scare educate filter shaft easy", "do not belong together"),
        ("1044 profit hunt scare educate filter shaft easy", "do not belong together"),
    ],
)
def test_a_mistake_in_typing_is_told(typed, said):
    with pytest.raises(InvalidRequest, match=said):
        read_head(typed)


def test_a_misheard_word_is_noticed():
    draw, missed = random.Random(2), 0  # noqa: S311 - a test
    for _ in range(500):
        words = HEAD.words.split()
        place = draw.randrange(1, 8)
        words[place] = draw.choice([w for w in word_list() if w != words[place]])
        try:
            missed += read_head(" ".join(words)) == HEAD
        except InvalidRequest:
            continue
        missed += 1
    assert missed <= 1


def test_what_is_no_fingerprint_has_no_words():
    assert head_of("unreadable") is None
    assert head_of("") is None

import pytest

from app.intake.values import FLAG, guess_values


@pytest.fixture
def guess(contexts, dictionaries):
    def run(name, vocabulary, *cells):
        synonyms = dictionaries["requests"].values.get(name, {})
        return guess_values(
            cells, contexts["requests"].vocabularies[vocabulary], synonyms
        )

    return run


def test_codes_labels_and_known_words_are_understood(guess):
    assert guess("priority", "priority", "p1", "Urgent", "HIGH", "routine ").codes == {
        "p1": "P1",
        "urgent": "P2",
        "high": "P2",
        "routine": "P4",
    }
    offences = guess("offence", "offence_category", "Indecent images", "Drugs supply")
    assert set(offences.codes.values()) == {"IIOC", "DRUGS"}
    assert guess("examination_type", "examination_type", "Phone exam").codes


def test_a_text_with_all_words_of_one_label_is_understood(guess):
    codes = guess("offence", "offence_category", "Domestic abuse and stalking (DVDS)")
    assert set(codes.codes.values()) == {"DOM_ABUSE"}


def test_what_is_not_understood_is_left_to_the_user_with_its_count(guess):
    assert guess("priority", "priority", "Blue", "", "n/a", "Blue", "P9").unknown == (
        ("Blue", 2),
        ("P9", 1),
    )


def test_flags_are_understood():
    codes = guess_values(["Y", "No", "TRUE", "maybe"], FLAG, {})
    assert codes.codes == {"y": "yes", "no": "no", "true": "yes"}
    assert codes.unknown == (("maybe", 1),)

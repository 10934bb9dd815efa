import pytest

from hackathon.errors import PasswordTooWeak
from hackathon.rules import passwords

COMMON = {"password", "kazakhstan", "1q2w3e4r5t6y"}


def is_strong(password, personal=()):
    try:
        passwords.require_strong(password, common=COMMON, personal=personal)
    except PasswordTooWeak:
        return False
    return True


@pytest.mark.parametrize(
    "password", ["seven green jars", "Сегодня дождь и ветер", "k7$Lm2!qPz", "correct horse battery"]
)
def test_a_password_that_nobody_guesses_is_accepted(password):
    assert is_strong(password)


def test_the_tenth_character_makes_a_password_long_enough():
    assert [is_strong("ab7kq-zpwx"[:length]) for length in (9, 10)] == [False, True]


def test_a_password_may_be_long_but_not_endless():
    words = "".join(chr(0x430 + (i * i) % 31) + str(i) for i in range(200))
    assert [is_strong(words[:length]) for length in (199, 200, 201)] == [True, True, False]


@pytest.mark.parametrize(
    "password",
    [
        "aaaaaaaaaaaa",
        "abcabcabcabc",
        "1212121212",
        "1234567890",
        "0987654321",
        "qwertyuiop",
        "йцукенгшщз",
        "абвгдеёжзий",
        "Password123!",
        "kazakhstan2026",
        "KAZAKHSTAN!!!",
        "p@ssw0rd12345",
        "1q2w3e4r5t6y",
    ],
)
def test_repetitions_keyboard_walks_and_common_words_are_refused(password):
    assert not is_strong(password)


def test_the_own_name_with_a_number_is_refused():
    assert [is_strong("nurlanbekov1998", personal) for personal in ((), {"nurlanbekov"})] == [True, False]


def test_the_same_letters_from_another_keyboard_are_the_same_password():
    assert passwords.normal("ｓｅｖｅｎ jars") == "seven jars"

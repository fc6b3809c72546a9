"""The language of a text."""

import pytest

from store.language import language_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("We will not go to the harbour, and that is it.", "en"),
        ("No vamos a la ciudad, y eso es lo que hay.", "es"),
        ("Wir gehen nicht in die Stadt, und das ist gut.", "de"),
        ("Nous ne sommes pas dans la ville et c'est une question.", "fr"),
        ("我们欢迎这项协定。", "zh"),
        ("協定を歓迎いたします。", "ja"),
        ("정부는 협정을 환영합니다.", "ko"),
        ("Мы приветствуем соглашение.", "ru"),
        ("Ми вітаємо цю угоду, її підписано.", "uk"),
        ("نرحب بهذا الاتفاق", "ar"),
        ("1234", "en"),
    ],
)
def test_language_is_told_from_script_and_common_words(text: str, code: str) -> None:
    assert language_of(text) == code

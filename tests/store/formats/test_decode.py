"""Bytes of any encoding become one text."""

import pytest

from store.formats.decode import clean, decode

ENGLISH = "Harbour Times: Is the café open?\nAna Vell: “Yes” – from May.\n"
CHINESE = "海港时报记者：港口何时开放？\n安娜：春天。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_english_is_read_in_every_encoding(encoding: str) -> None:
    assert decode((ENGLISH * 20).encode(encoding)) == ENGLISH * 20


@pytest.mark.parametrize(
    ("encoding", "times"),
    [("utf-8", 1), ("utf-16", 1), ("gb18030", 1), ("utf-8", 8000), ("utf-16-le", 8000), ("gb18030", 8000)],
)
def test_chinese_is_read_in_every_encoding(encoding: str, times: int) -> None:
    assert decode((CHINESE * times).encode(encoding)) == CHINESE * times


def test_declared_encoding_counts_when_the_bytes_are_not_utf8() -> None:
    assert decode("アナ・ベル：はい。".encode("shift_jis"), "Shift_JIS") == "アナ・ベル：はい。"
    assert decode("Ana Vell: café".encode(), "iso-8859-1") == "Ana Vell: café"
    assert decode("Ana Vell: café".encode("cp1252"), "no-such-encoding") == "Ana Vell: café"


def test_pasted_windows_text_does_not_spoil_a_utf8_file() -> None:
    assert decode("Ana: café, naïve, señor. ".encode() + b"\x93caf\xe9\x94") == "Ana: café, naïve, señor. “café”"


def test_every_newline_is_one() -> None:
    assert decode("a\r\nb\rc\u2028d\u2029e\x0cf\x85g\n".encode()) == "a\nb\nc\nd\ne\nf\ng\n"


def test_nuls_and_lone_surrogates_are_replaced() -> None:
    assert decode(b"Ana: ye\x00s\n" + b"Ana: yes, we do.\n" * 9) == "Ana: ye\ufffds\n" + "Ana: yes, we do.\n" * 9
    assert decode("Ana: \ud800 yes".encode("utf-8", "surrogatepass")) == "Ana: \ufffd yes"
    assert clean("Ana: \udfff\x00") == "Ana: \ufffd\ufffd"


@pytest.mark.parametrize("data", [bytes(range(256)) * 40, b"\x01\x02\x03\x04" * 50, b"\x00" * 9 + b"\xff\xfe\xfd" * 90])
def test_bytes_that_are_no_text_are_none(data: bytes) -> None:
    assert decode(data) is None

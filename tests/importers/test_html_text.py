"""Plain text out of what content systems leave in a cell; single values in the form the catalogue takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.importers.fields import (
    read_count,
    read_email,
    read_flag,
    read_number,
    read_phone,
    read_postcode,
    read_url,
    split_address,
)
from app.importers.html_text import clean_line, clean_text, repair_mojibake
from app.importers.notes import SENTENCES, Cell, Doubt, write_note


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Judo", "Judo"),
        ("  Judo  ", "Judo"),
        ("Judo &amp; Karate", "Judo & Karate"),
        ("Caf&eacute;", "Café"),
        ("&euro; 5", "€ 5"),
        ("&euro 5", "€ 5"),
        ("Test Event &#8211; 9", "Test Event – 9"),
        ("&#x27;s avonds", "'s avonds"),
        ("A&amp;amp;B", "A&B"),
        ("Q&A", "Q&A"),
        ("<p>Een</p><p>Twee</p>", "Een\n\nTwee"),
        ("Een<br>Twee<br/>Drie", "Een\nTwee\nDrie"),
        ("<ul><li>a</li><li>b</li></ul>", "a\n\nb"),
        ("<b>vet</b> en <i>schuin</i>", "vet en schuin"),
        ("&lt;p&gt;Hallo&lt;/p&gt;", "Hallo"),
        ("leeftijd < 12 en > 4", "leeftijd < 12 en > 4"),
        ("<script>alert(1)</script>Tekst", "Tekst"),
        ("<!-- wp:paragraph -->Tekst<!-- /wp:paragraph -->", "Tekst"),
        ("<a href='x'>Link", "Link"),
        ("[vc_row]Tekst[/vc_row]", "Tekst"),
        ("[gratis] meedoen", "[gratis] meedoen"),
        ("a\u00a0b\u2009c", "a b c"),
        ("a\u200bb\ufeffc", "abc"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("a\x00b\x07c", "abc"),
        ("e\u0301", "é"),
        ("CafÃ©", "Café"),
        ("", ""),
    ],
)
def test_a_cell_becomes_plain_text(raw: str, text: str) -> None:
    assert clean_text(raw) == text


def test_a_line_has_no_breaks() -> None:
    assert clean_line("Een\n\nTwee<br>Drie") == "Een Twee Drie"


@pytest.mark.parametrize(
    ("broken", "text"),
    [
        ("CafÃ©", "Café"),
        ("â‚¬ 5", "€ 5"),
        ("â€™s avonds", "’s avonds"),
        ("naÃ¯ef geÃ¯nteresseerd", "naïef geïnteresseerd"),
        ("Ã  la carte", "Ã  la carte"),
        ("ÃƒÂ©ÃƒÂ©n", "één"),
        ("Café", "Café"),
        ("één", "één"),
        ("€ 5", "€ 5"),
        ("ÅÄÖ", "ÅÄÖ"),
        ("São Paulo", "São Paulo"),
        ("“mooi”", "“mooi”"),
    ],
)
def test_utf_8_read_as_windows_is_put_right_and_nothing_else(broken: str, text: str) -> None:
    assert repair_mojibake(broken) == text


@given(
    st.text(st.characters(codec="cp1252", exclude_characters="ÂÃÄÅÎÏÐÑâãïðƒˆ˜", exclude_categories=["Cc"]), max_size=60)
)
def test_what_was_broken_once_comes_back(text: str) -> None:
    try:
        broken = text.encode("utf-8").decode("cp1252")
    except UnicodeDecodeError:
        return
    assert repair_mojibake(broken) == text


@given(st.text(max_size=300))
def test_clean_text_holds_nothing_the_wire_refuses(raw: str) -> None:
    text = clean_text(raw)
    assert not any((ord(letter) < 32 and letter not in "\n\t") or 0x7F <= ord(letter) <= 0x9F for letter in text)
    assert not any(0xD800 <= ord(letter) <= 0xDFFF for letter in text)
    assert text == text.strip()


@pytest.mark.parametrize("piece", ["<", "<a", "&", "&amp;", "<p>", "[vc_", "<!--", "Ã", "\u00a0"])
def test_long_texts_are_cleaned_in_linear_time(piece: str) -> None:
    clean_text(piece * 20_000)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://x.nl/a", "https://x.nl/a"),
        ("www.club.nl", "https://www.club.nl"),
        ("club.nl", "https://club.nl"),
        ("HTTP://X.nl", "http://X.nl"),
        ("zie https://x.nl.", "https://x.nl"),
        ("<https://x.nl>", "https://x.nl"),
        ("info@x.nl", None),
        ("geen", None),
        ("javascript:alert(1)", None),
        ("ftp://x.nl", None),
    ],
)
def test_a_web_address(text: str, url: str | None) -> None:
    assert read_url(text) == url


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("info@x.nl", "info@x.nl"),
        ("mailto:info@x.nl", "info@x.nl"),
        ("Mail: info@x.nl.", "info@x.nl"),
        ("info(at)x.nl", None),
        ("a@b", None),
    ],
)
def test_a_mail_address(text: str, email: str | None) -> None:
    assert read_email(text) == email


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("070 123 45 67", "070 123 45 67"),
        ("070-1234567", "070-1234567"),
        ("+31 (0)70 1234567", "+31 70 1234567"),
        ("06–12345678", "06-12345678"),
        ("Tel: 070-1234567", "070-1234567"),
        ("12345", None),
        ("(.....)", None),
        ("+(070) 1234567", None),
        ("geen", None),
    ],
)
def test_a_phone_number(text: str, phone: str | None) -> None:
    assert read_phone(text) == phone


@pytest.mark.parametrize(
    ("text", "postcode"),
    [("2531AB", "2531 AB"), ("2531 ab", "2531 AB"), ("2531", "2531"), ("SW1A 1AA", None), ("0531 AB", None)],
)
def test_a_postcode(text: str, postcode: str | None) -> None:
    assert read_postcode(text) == postcode


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Dorpsstraat 1, 2531 AB Den Haag", ("Dorpsstraat 1", "2531 AB", "Den Haag")),
        ("Dorpsstraat 1 2531AB Den Haag", ("Dorpsstraat 1", "2531 AB", "Den Haag")),
        ("Dorpsstraat 1\n2531 AB Den Haag", ("Dorpsstraat 1", "2531 AB", "Den Haag")),
        ("Dorpsstraat 1, Den Haag", ("Dorpsstraat 1", None, "Den Haag")),
        ("Dorpsstraat 1", ("Dorpsstraat 1", None, None)),
        ("2531 AB", (None, "2531 AB", None)),
    ],
)
def test_an_address_of_one_line(text: str, parts: tuple[str | None, str | None, str | None]) -> None:
    assert split_address(text) == parts


def test_yes_no_and_numbers() -> None:
    assert [read_flag(word) for word in ("ja", "TRUE", "x", "1", "nee", "False", "0", "misschien", "")] == [
        True
    ] * 4 + [False] * 3 + [None, None]
    assert [read_number(word) for word in ("52,09", "4.9", "-3", "x", "1.2.3")] == [52.09, 4.9, -3.0, None, None]
    assert [read_count(word) for word in ("12", "max. 12 kinderen", "8-12", "veel")] == [12, 12, None, None]


def test_every_sentence_is_there_in_two_languages() -> None:
    for code, (english, dutch) in SENTENCES.items():
        note = write_note(Doubt(code, "DEEL"), Cell(12, "Kosten", "€ ?"))
        assert note.detail.startswith("Line 12, column Kosten (“€ ?”): ")
        assert note.detail_nl is not None
        assert note.detail_nl.startswith("Regel 12, kolom Kosten (“€ ?”): ")
        assert english != dutch
        assert ("DEEL" in note.detail) == ("{part}" in english) == ("{part}" in dutch)

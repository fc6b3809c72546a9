"""Articles, checked from the file to the verdicts."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from assistant.article_check import check_article, exchanges_in
from assistant.article_html import article_html
from assistant.article_reading import article_of, read_article
from assistant.quote_contract import article_json
from assistant.quote_types import Article, ArticleCheck, ArticleQuote
from store.store import Store
from store.types import Incoming
from tests.conftest import add
from tests.fakes import HashEmbedder
from tests.samples import JUNE, MARCH, as_incoming

_ROOT = Path(__file__).parents[1]
ARTICLES = _ROOT / "articles"
EXPECTED = yaml.safe_load((ARTICLES / "expected.yaml").read_text(encoding="utf-8"))
_TRANSCRIPTS = "chinese french spanish german parliament earnings handover panel".split()


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The transcripts the articles are about."""
    store = Store(tmp_path_factory.mktemp("library"), HashEmbedder())
    files = [_ROOT / "data" / f"{name}.txt" for name in _TRANSCRIPTS]
    add(store, *(Incoming(path.name, f"test:{path.name}", path=path) for path in files))
    add(store, as_incoming("march.txt", MARCH), as_incoming("june.txt", JUNE))
    add(store, Incoming("briefing.txt", "test:briefing.txt", path=ARTICLES / "briefing.txt"))
    yield store
    store.close()


@pytest.mark.parametrize("name", EXPECTED)
def test_every_quotation_of_an_article_gets_its_verdict(name: str, library: Store) -> None:
    checked = check_article(read_article(str(ARTICLES / name)), library)
    assert [_told(quote) for quote in checked.quotes] == EXPECTED[name], [q.quotation.text for q in checked.quotes]


def _told(quote: ArticleQuote) -> str:
    is_cut = quote.check is not None and quote.check.cut is not None and quote.verdict != "open"
    return ", ".join(filter(None, [quote.verdict, quote.quotation.speaker, "cut" if is_cut else None]))


@pytest.fixture
def denial(library: Store) -> ArticleCheck:
    return check_article(read_article(str(ARTICLES / "02-denial.txt")), library)


def test_the_json_of_an_article_points_at_its_words_and_the_transcripts(denial: ArticleCheck, library: Store) -> None:
    told = article_json(denial, id=7)
    assert told["id"] == 7
    assert told["verdicts"] == {"other_speaker": 1, "exact": 1, "altered": 1, "not_found": 1}
    for quote in told["quotes"]:
        assert denial.article.text[quote["start"] : quote["end"]] == quote["text"]
        for match in quote["check"]["matches"]:
            text = library.transcript(match["transcript"]).reading.text
            assert text[match["start"] : match["end"]] == match["quote"]


def test_the_marked_up_copy_is_one_page_without_scripts(denial: ArticleCheck, library: Store) -> None:
    page = article_html(denial, exchanges_in(library))
    assert "<script" not in page and 'src="' not in page
    assert page.count("<mark") == 4 and '<mark id="in3" class="altered">' in page
    assert "<del>not </del>" in page
    assert "Said by Radio Fjord, not by Ana Vell." in page


def test_what_an_article_holds_is_escaped(library: Store) -> None:
    text = '<i>x</i>\n\n“Norlandia will join <script>alert(1)</script> & the accord on July 1,” said Ana "Vell.'
    page = article_html(check_article(article_of(text.encode(), "a<b>.txt"), library), exchanges_in(library))
    assert "<script" not in page and "a<b>" not in page and "&lt;script&gt;" in page


def test_an_article_without_quotations_says_so(library: Store) -> None:
    page = article_html(check_article(article_of(b"Nothing was said.", "a.txt"), library), exchanges_in(library))
    assert "No quotations were found." in page


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("“Norlandia will,” Ana Vell said, “join the Halden accord on July 1.”", "exact"),
        ("“Norlandia will not,” Ana Vell said, “join the Halden accord on July 1.”", "altered"),
        ("“The quota of 12,000 tonnes is too low,” Ana Vell said, “because the quota was raised.”", "spliced"),
    ],
)
def test_the_halves_around_a_credit_are_checked_as_one(text: str, verdict: str, library: Store) -> None:
    checked = check_article(article_of(text.encode(), "a.txt"), library)
    assert [_told(quote) for quote in checked.quotes] in ([f"{verdict}, Ana Vell"], [f"{verdict}, Ana Vell, cut"])
    assert article_html(checked, exchanges_in(library)).count(f'class="{verdict}">') == 2


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Pedro Salcedo Marín", "Salcedo"),
        ("Pedro Salcedo Marín", "Pedro Salcedo"),
        ("Pedro Salcedo Marín", "Salcedo Marin"),
        ("Mao Lin", "Mao"),
        ("Mao Lin", "Ms. Mao"),
    ],
)
def test_who_is_called_by_part_of_their_name_speaks_here(name: str, called: str, empty_store: Store) -> None:
    said = f"Harbour Times: And the port?\n{name}: The port stays open to ships of every country."
    add(empty_store, as_incoming("port.txt", f"06/20/2031 | Press briefing | Norlandia\n{said}"))
    article = f"According to {called}: “The port stays open to ships of every country.”"
    (quote,) = check_article(article_of(article.encode(), "a.txt"), empty_store).quotes
    assert (quote.verdict, quote.quotation.speaker) == ("exact", called)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Ana Vell called the quota “too low”.", "exact"),
        ("Ana Vell called the quota “very low”.", "open"),
        ("Radio Fjord called the quota “too low”.", "open"),
        ("The quota is “too low”.", "open"),
        ("林海棠称之为“快艇”。", "open"),
        ("林海棠称其“表示欢迎”。", "exact"),
    ],
)
def test_a_word_or_two_count_where_who_is_credited_said_them(text: str, verdict: str, library: Store) -> None:
    (quote,) = check_article(article_of(text.encode(), "a.txt"), library).quotes
    assert quote.verdict == verdict


def test_a_place_shows_its_exchange_and_links_to_the_words_of_its_source(empty_store: Store) -> None:
    text = "Harbour Times: Will <i>it</i> sail?\nAna Vell: Yes. The ferry <b>sails</b> in May. It is full.\n"
    address = "https://norlandia.example/briefing?a=1&b=2"
    add(empty_store, replace(as_incoming("ferry.txt", f"06/20/2031 | Briefing\n{text}"), source_url=address))
    checked = check_article(Article("a", None, "“The ferry <b>sails</b> in May,” Ana Vell said."), empty_store)
    page = article_html(checked, exchanges_in(empty_store))
    (details,) = re.findall("<details>.*?</details>", page)
    assert "Will &lt;i&gt;it&lt;/i&gt; sail?</p>" in details
    assert "<b>Ana Vell:</b> Yes. <strong>The ferry &lt;b&gt;sails&lt;/b&gt; in May.</strong> It is full." in details
    assert "Ana Vell · asked by Harbour Times · 20 June 2031 · Briefing · ferry.txt, characters " in page
    assert "https://norlandia.example/briefing?a=1&amp;b=2#:~:text=The%20ferry" in page
    assert "<i>it" not in page and "<b>sails" not in page


def test_of_a_long_exchange_only_what_is_near_is_shown(empty_store: Store) -> None:
    long = " ".join(f"Ship number {n} sails north." for n in range(400))
    add(empty_store, as_incoming("long.txt", f"Harbour Times: And?\nAna Vell: {long} We sign in May. {long}\n"))
    checked = check_article(article_of("“We sign in May,” Ana Vell said.".encode(), "a.txt"), empty_store)
    (details,) = re.findall("<details>.*?</details>", article_html(checked, exchanges_in(empty_store)))
    assert details.count("<p>…</p>") == 2 and len(details) < 4_000
    assert article_html(checked, lambda _: ()).count("<details>") == 0

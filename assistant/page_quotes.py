"""What the Quotes tab asks for: a quote checked, and every quotation of an article. Knows no Gradio."""

from collections.abc import Callable
from pathlib import Path

from assistant.article_check import check_article, exchanges_in
from assistant.article_reading import article_of, read_article
from assistant.page_edge import answered
from assistant.page_forms import ArticleForm, QuoteForm, uploaded
from assistant.page_input import address, form
from assistant.quote_types import MOST, Article
from assistant.quotes import check_quote
from assistant.render import Json
from assistant.render_quotes import PLACES, article_json, check_json
from store.errors import ReportedError
from store.inputs import LARGEST_BYTES, shown, too_large
from store.store import Store

LONGEST_ARTICLE = 400_000  # characters: a book is no article, and all of it would go to the browser

_EMPTY = ReportedError("No article was given.", "Paste its text, choose a file, or give its web address.")
_TOO_LONG = ReportedError(
    f"The article has more than {LONGEST_ARTICLE:,} characters.", "Give the part that holds the quotations."
)


def checked_quote(store: Store, sent: object) -> Json:
    """Whether a quote is on the record, by the speaker if one is given."""

    def found() -> Json:
        said = form(sent, QuoteForm)
        most = max(MOST, said.start + PLACES + 1)  # one more tells that there are further ones
        check = check_quote(said.text, store, speaker=" ".join(said.speaker.split()) or None, most=most)
        return check_json(check, start=said.start)

    return answered(found)


def checked_article(store: Store, sent: object, folder: Path, *, read: Callable[[str], Article] = read_article) -> Json:
    """Every quotation of an article that was pasted, uploaded (uploads lie in `folder`) or is behind a web address."""

    def found() -> Json:
        article = _article(form(sent, ArticleForm), folder, read)
        if not article.text.strip():
            raise _EMPTY
        if len(article.text) > LONGEST_ARTICLE:
            raise _TOO_LONG
        return article_json(check_article(article, store), exchanges_in(store))

    return answered(found)


def _article(said: ArticleForm, folder: Path, read: Callable[[str], Article]) -> Article:
    if said.file is not None:
        path = uploaded(said.file, folder)
        if path.stat().st_size > LARGEST_BYTES:
            raise too_large(shown(said.file.name))
        return article_of(path.read_bytes(), shown(said.file.name))
    if said.address is not None:  # only web addresses reach `read`, which reads paths as well
        return read(address(said.address, mend="Give one that starts with http:// or https://."))
    return Article("Pasted text", None, said.text.replace("\r\n", "\n"))

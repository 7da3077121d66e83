import re
from html.parser import HTMLParser

import pytest

from pleoqb_desktop.services.intuit import pages
from pleoqb_desktop.services.intuit.pages import HEADERS, Page, content_hash, render, words


@pytest.mark.parametrize("page", Page)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_is_plain_html_with_nothing_from_outside(page: Page, language: str) -> None:
    document = render(page, language).decode("utf-8")
    assert document.startswith(f'<!DOCTYPE html>\n<html lang="{language}">')
    assert not re.search(r"<script|<link|<img|<iframe|<a |src=|href=|url\(|https?:| on\w+=| style=", document)
    assert all(text in document for text in words(page, language))


@pytest.mark.parametrize("page", Page)
def test_every_page_says_something_of_its_own_in_each_language(page: Page) -> None:
    assert words(page, "fr") != words(page, "en")
    assert len({words(other, language)[0] for other in Page for language in ("fr", "en")}) == 2 * len(Page)


def test_words_are_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "words", lambda page, language: ("<b>&", '"<i>'))
    document = render(Page.ANSWERED, "en").decode()
    assert "<h1>&lt;b&gt;&amp;</h1>" in document
    assert "<p>&quot;&lt;i&gt;</p>" in document


def test_the_policy_allows_the_style_of_the_page_and_nothing_else() -> None:
    class Style(HTMLParser):
        text = ""
        inside = False

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.inside = tag == "style"

        def handle_endtag(self, tag: str) -> None:
            self.inside = False

        def handle_data(self, data: str) -> None:
            self.text += data if self.inside else ""

    style = Style()
    style.feed(render(Page.ANSWERED, "en").decode())
    assert HEADERS["Content-Security-Policy"] == (
        f"default-src 'none'; style-src {content_hash(style.text)}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    assert HEADERS["Cache-Control"] == "no-store"
    assert HEADERS["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    ("language", "french"), [("fr", True), ("fr-CA", True), ("FR_fr", True), ("en", False), ("frr", False), ("", False)]
)
def test_french_is_for_french_and_english_for_everyone_else(language: str, french: bool) -> None:
    assert (words(Page.ANSWERED, language) == words(Page.ANSWERED, "fr")) is french

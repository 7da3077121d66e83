import re
from html.parser import HTMLParser

import pytest

from pleoqb_desktop.services.intuit.pages import HEADERS, Page, content_hash, render
from pleoqb_desktop.texts import ENGLISH, Texts, languages

SPOKEN = [Texts(language) for language in languages()]


@pytest.mark.parametrize("page", Page)
@pytest.mark.parametrize("wording", SPOKEN, ids=lambda wording: wording.code)
def test_every_page_is_plain_html_with_nothing_from_outside(page: Page, wording: Texts) -> None:
    document = render(page, wording).decode("utf-8")
    assert document.startswith(f'<!DOCTYPE html>\n<html lang="{wording.code}">')
    assert not re.search(r"<script|<link|<img|<iframe|<a |src=|href=|url\(|https?:| on\w+=| style=", document)
    assert all(text in document for text in wording.sign_in_page(page.value))


@pytest.mark.parametrize("page", Page)
def test_every_page_says_something_of_its_own_in_each_language(page: Page) -> None:
    assert len({wording.sign_in_page(page.value) for wording in SPOKEN}) == len(SPOKEN)
    assert len({wording.sign_in_page(other.value)[0] for other in Page for wording in SPOKEN}) == len(SPOKEN) * len(
        Page
    )


def test_words_are_escaped() -> None:
    class Sharp:
        code = '"'

        def sign_in_page(self, page: str) -> tuple[str, str]:
            return "<b>&", '"<i>'

    document = render(Page.ANSWERED, Sharp()).decode()
    assert '<html lang="&quot;">' in document
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
    style.feed(render(Page.ANSWERED, Texts(ENGLISH)).decode())
    assert HEADERS["Content-Security-Policy"] == (
        f"default-src 'none'; style-src {content_hash(style.text)}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    assert HEADERS["Cache-Control"] == "no-store"
    assert HEADERS["Referrer-Policy"] == "no-referrer"

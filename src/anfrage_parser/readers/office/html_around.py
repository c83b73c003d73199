"""What a web page shows around its text: navigation, links to places of the page itself, headings over lists of links."""

import itertools
import re

from anfrage_parser.readers.office.package import Element, local

GONE = frozenset(
    "script style noscript template head iframe object embed applet svg math canvas audio video map nav button datalist "
    "dialog menu frame frameset noframes rt rp".split()
)
"""Elements without visible text."""

ROLES = frozenset("navigation banner contentinfo search complementary menu menubar toolbar dialog alert".split())

_AROUND = re.compile(
    r"(?:\A|[\s_-])(?:nav|navi|navbar|navigation|mainnav|subnav|topnav|menu|menue|mainmenu|breadcrumbs?|brotkrumen|sidebar|cookies?|skiplinks?|"
    r"footer|fusszeile|search|suche|suchfeld|pagination|pager|share|sharing|sharedaddy|social|logo|print-hide|noprint|sr-only|visually-hidden|"
    r"comments?|kommentare?|respond|related|article-info|entry-meta|post-meta|byline|newsletter|consent|toolbar|teaserlist|widget)(?:\Z|[\s_-])"
)

MAIN = frozenset("content main inhalt maincontent main-content hauptinhalt".split())
"""Ids and classes of the main content, for pages without `main` or `article`."""

_BUILDERS = re.compile(r"(?<![\w-])(?:elementor|et_pb|fusion|vc|fl|brxe|wp-block)[-_]widget(?:-(?:wrap|container))?(?:-|(?=\s|\Z))")
"""Classes that builders of pages give to every part of a page, the text too: "elementor-widget-container"."""

MOST_LINKS = 0.7
"""Share of a list's letters in links from which it is navigation."""


def main_of(root: Element) -> Element:
    """Return the main content of a page: the element marked as such, if there is exactly one; else the whole page."""
    for tells in (_is_main, _is_called_main, lambda e: local(e) == "article"):
        found = [e for e in root.iter() if local(e) and tells(e)]
        outer = [e for e in found if not any(parent in found for parent in e.iterancestors())] if len(found) < 20 else []
        if len(outer) == 1 and len(outer[0].text_content().split()) > 10:
            return outer[0]
    return root


def _is_main(element: Element) -> bool:
    return local(element) == "main" or element.get("role") == "main"


def _is_called_main(element: Element) -> bool:
    return (element.get("id") or "").casefold() in MAIN


def is_around(element: Element) -> bool:
    """Return whether an element is navigation, or has no text of its own."""
    name = local(element)
    if name in GONE or element.get("aria-hidden") == "true" or element.get("role") in ROLES:
        return True
    if name in ("body", "html", "main", "article"):
        return False
    if element.get("data-elementor-type") in ("header", "footer", "popup"):
        return True
    names = _BUILDERS.sub("", f"{element.get('class') or ''} {element.get('id') or ''}"[:500].casefold())
    notes = str(element.get("role") or "").startswith("doc-")
    if not notes and _AROUND.search(names) and not _holds_text(element):
        return True
    if not notes and name in ("header", "footer", "aside") and not _within_article(element):
        return True
    return (
        (name in ("ul", "ol") and _is_links(element))
        or (name in JUMPING and _is_jump(element))
        or (name in TEASERS and _is_teaser(element))
    )


LISTS = frozenset(("ul", "ol"))

JUMPING = frozenset("ul ol p td li".split())
"""Elements that may hold nothing but links to places of the page itself: "Sachverhalt | Anlagen"."""

TEASERS = frozenset("aside section div".split())
"""Elements that may hold nothing but headings over lists of links: "Weitere Anfragen"."""

LONGEST_TEASER = 2_000
"""Letters of the longest one that is looked at."""


def _is_jump(element: Element) -> bool:
    """Return whether an element holds nothing but links to places of the page itself, by names."""
    links = list(itertools.islice(element.iter("a"), 20))
    if not links or not all((link.get("href") or "").startswith("#") for link in links):
        return False
    words = "".join(link.text_content() for link in links)
    rest = len("".join(element.text_content().split())) - len("".join(words.split()))
    return rest <= len(links) and sum(char.isalpha() for char in words) > 3 * len(links)


def _is_teaser(element: Element) -> bool:
    """Return whether an element holds nothing but headings and lists of links."""
    inner = [entry for entry in element if local(entry)]
    if not (any(local(entry) in ("ul", "ol") and _is_links(entry) for entry in inner) and any(local(entry) in HEADINGS for entry in inner)):
        return False
    said = [element.text, *(entry.tail for entry in element)]
    return not any((text or "").strip() for text in said) and all(local(entry) in HEADINGS or is_around(entry) for entry in inner)


HEADINGS = frozenset("h2 h3 h4 h5 h6".split())


def _holds_text(element: Element) -> bool:
    """Return whether an element holds the page's headline or main part, whatever its class says of its looks: "content-sidebar-wrap"."""
    return next(element.iter("main", "article", "h1"), None) is not None


_FILE = re.compile(r"(?i)\.(?:pdf|docx?|odt|rtf|xlsx?|zip)(?:\Z|[?#])|getfile|download|\$file/|___tmp/|do027")
"""Addresses of files that are linked at the foot of a paper."""


def _within_article(element: Element) -> bool:
    return any(local(parent) in ("article", "main") for parent in element.iterancestors())


def _is_links(element: Element) -> bool:
    """Return whether an element is a list of at least three links, or of links to files, and hardly anything else."""
    links = list(element.iter("a"))
    if len(links) < 3 and not (links and all(_FILE.search(link.get("href") or "") for link in links)):
        return False
    linked = sum(len(link.text_content().strip()) for link in links)
    return linked > MOST_LINKS * len("".join(element.text_content().split()))

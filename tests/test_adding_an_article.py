"""Adding an article by following seeds/README.md alone, word for word, ends in a report that mentions it."""

import re
import shutil
from pathlib import Path

import tradebrief as tb
from conftest import ROOT

GUIDE = (ROOT / "seeds" / "README.md").read_text(encoding="utf-8")


OTHER = """\
  - key: japan.cars-exported-to-us
    kind: trade figure
    says: Fewer cars were shipped
    value: 1200000
    unit: cars
    on: 2024
    basis: the year named
    at: [0, 40]
    tokens: [Akazawa]
"""


def block_after(words: str) -> str:
    """The first fenced block after some words of the guide, without its indent."""
    fenced = re.search(r"```\w+\n(.*?)```", GUIDE[GUIDE.index(words) :], re.DOTALL)
    return "\n".join(line.removeprefix("   ") for line in fenced.group(1).splitlines()).rstrip() + "\n"


def test_the_five_steps_of_the_guide_lead_to_a_report_with_the_new_article(run, tmp_path):
    """Text, origin, article, anchors, check, report: each step as written."""
    seeds = Path(shutil.copytree(ROOT / "seeds", tmp_path / "seeds"))
    text = tmp_path / "texts" / "005_example.txt"
    text.parent.mkdir()
    text.write_text(block_after("**Save the page**"))
    (seeds / "origins" / "example-2025-06-20.yaml").write_text(block_after("**Declare its origin**"))
    article = "2025-06-20-example-seventh-round"
    (seeds / "articles" / f"{article}.yaml").write_text(block_after("**Write the article**"))

    told = re.search(r"tb\.find_passage\(.*?\"(.*?)\"\)\s+# \((\d+), (\d+)\)", GUIDE.replace('"texts/005_example.txt", ', ""))
    assert tb.find_passage(text, told.group(1)) == (int(told.group(2)), int(told.group(3)))

    assert run("--seeds", seeds, "check").code == 1
    assert run("--seeds", seeds, "anchor", article, "--text", text).code == 0
    assert run("--seeds", seeds, "check").code == 0, run("--seeds", seeds, "check").out
    assert {
        row["status"] for row in run("--seeds", seeds, "verify", "--texts", text.parent, "--json").json if row["article"] == article
    } == {"EXACT"}

    made = run("--seeds", seeds, "render", "fact_book", "-p", "known_by=2025-06-20", "--out", tmp_path / "out", "--json")
    assert made.code == 0, made.err
    page = Path(made.json["html"]).read_text(encoding="utf-8")
    assert "Example Wire" in page
    assert "Akazawa might fly to Washington within the week after" in page


def test_an_article_that_comes_with_a_contradiction_shows_it(run, tmp_path):
    """A new text that gives another number of cars is a reading at once, and not an error."""
    seeds = Path(shutil.copytree(ROOT / "seeds", tmp_path / "seeds"))
    (seeds / "origins" / "example-2025-06-20.yaml").write_text(block_after("**Declare its origin**"))
    article = block_after("**Write the article**")
    fact = article[article.index("  - key:") :]
    other = OTHER
    (seeds / "articles" / "2025-06-20-example-cars.yaml").write_text(article.replace(fact, other))
    text = tmp_path / "005_example.txt"
    text.write_text(block_after("**Save the page**"))
    assert run("--seeds", seeds, "anchor", "2025-06-20-example-cars", "--text", text).code == 0
    [reading] = [one for one in run("--seeds", seeds, "readings", "--json").json if one["key"] == "japan.cars-exported-to-us"]
    assert reading["verdict"] == "conflict"
    assert {answer["value"] for answer in reading["answers"]} == {"1200000", "1370000"}

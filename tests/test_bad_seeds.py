"""Seeds that are broken in every way we could think of: one clear error each, and nothing written."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import TOYLAND
from tradebrief.records.strict_yaml import plain
from tradebrief.workbook.loader import check, read

ARTICLE = "articles/2031-03-03-gazette-second-round.yaml"
GRAMMAR = re.compile(r"^[^:]+: .+[.?]$", re.DOTALL)


def problems_of(run, toyland: Path) -> list[str]:
    """What ``tradebrief check`` says, having made sure of the exit code and the grammar."""
    before = sorted(path.name for path in toyland.rglob("*"))
    result = run("--seeds", toyland, "check", "--json")
    assert result.code == 1
    assert sorted(path.name for path in toyland.rglob("*")) == before
    messages = [problem["message"] for problem in result.json]
    assert all(GRAMMAR.match(message) for message in messages), messages
    return messages


def test_toyland_itself_is_whole(run):
    """The miniature that the other tests break is not broken."""
    result = run("--seeds", TOYLAND, "check")
    assert result.code == 0
    assert "Nothing is wrong" in result.out


def test_a_file_cut_in_half(run, toyland):
    """The error names the file and what is missing or where it stops."""
    path = toyland / ARTICLE
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    messages = problems_of(run, toyland)
    assert all(ARTICLE in message for message in messages)


def test_a_list_that_is_never_closed(run, edit, toyland):
    """A syntax error carries its line."""
    edit(ARTICLE, "part: [0, 398]", "part: [0, 398")
    [message] = problems_of(run, toyland)
    assert "is not valid YAML" in message
    assert re.search(r"line \d+", message)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("at: [72, 172]", "at: somewhere", "'at' has the wrong type (got somewhere)"),
        ("at: [72, 172]", "at: [72, 172, 9]", "'at'"),
        ("published: 2031-03-03", "published: [2031-03-03]", "'published' is not text"),
        ("published: 2031-03-03", "published: 3 March", "'published' is not a day in EDTF (got '3 March')"),
        ("published: 2031-03-03", "published: 2031-02-30", "'published' is no day of the calendar (got 2031-02-30"),
        ("kind: meeting", "kind: meetign", "Did you mean 'meeting'?"),
        ("strength: might", "strengh: might", "'strengh' is not a field (got might). Did you mean 'strength'?"),
        ("  carrier: Sylvanian Gazette\n", "", "'carrier' is missing"),
        ("key: round-2.day", "key: Round 2", "'key' is not a key"),
        ("zone: Asia/Tokyo", "zone: Mars/Tharsis", "'zone' is no time zone (got 'Mars/Tharsis')"),
        ("says: The duty on hats in all", "says: ''", "'says' is empty"),
        ('time: "09:30"', 'time: "25:30"', "'time' is not written as it should be"),
    ],
)
def test_a_wrong_field_is_named_with_what_was_got(run, edit, toyland, old, new, said):
    """Type, spelling, unknown and missing fields: one message that says which, what and where."""
    edit(ARTICLE, old, new)
    [message] = problems_of(run, toyland)
    assert said in message
    assert message.startswith(f"toyland/{ARTICLE}")


def test_the_line_of_a_wrong_field_is_right(run, edit, toyland):
    """The line in the message is the line in the file."""
    path = edit(ARTICLE, "kind: planned meeting", "kind: planed meeting")
    [message] = problems_of(run, toyland)
    line = next(number for number, text in enumerate(path.read_text().splitlines(), 1) if "planed meeting" in text)
    assert f"line {line}:" in message


def test_a_key_that_stands_twice(run, edit, toyland):
    """A second value must not silently replace the first."""
    edit(ARTICLE, "  zone: Asia/Tokyo", "  zone: Asia/Tokyo\n  zone: UTC")
    [message] = problems_of(run, toyland)
    assert "'zone' stands twice in one mapping" in message


def test_a_file_that_is_not_utf8(run, edit, toyland):
    """The byte that cannot be read is named."""
    (toyland / ARTICLE).write_bytes((toyland / ARTICLE).read_bytes().replace(b"round", b"r\xf6und", 1))
    [message] = problems_of(run, toyland)
    assert "is not UTF-8 (got byte 0xf6" in message


def test_a_file_of_fifty_megabytes(run, toyland):
    """It is refused by its size, unread."""
    (toyland / "articles" / "large.yaml").write_bytes(b"# " + b"x" * 50_000_000)
    [message] = problems_of(run, toyland)
    assert "too large" in message
    assert "50,000,002 bytes" in message


def test_an_alias_bomb(run, toyland):
    """Aliases are refused where the first one is declared, before anything is multiplied."""
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    (toyland / "articles" / "bomb.yaml").write_text(bomb)
    [message] = problems_of(run, toyland)
    assert "uses an alias or anchor" in message


@pytest.mark.parametrize(
    "tag", ["!!python/object/apply:os.system ['touch pwned']", "!!python/name:os.system", "!custom x", "!!binary aGk="]
)
def test_an_object_tag(run, edit, toyland, tag):
    """No tag is ever acted upon."""
    edit(ARTICLE, "title: Second round in Sylvania", f"title: {tag}")
    [message] = problems_of(run, toyland)
    assert "uses a tag" in message
    assert not (Path.cwd() / "pwned").exists()


def test_nesting_without_end(run, toyland):
    """A thousand brackets are refused, not recursed into."""
    (toyland / "articles" / "deep.yaml").write_text("a: " + "[" * 1000 + "]" * 1000)
    [message] = problems_of(run, toyland)
    assert "nested too deeply" in message


def test_two_documents_in_one_file(run, toyland):
    """One record to a file."""
    (toyland / "origins" / "gazette.yaml").write_text("title: a\n---\ntitle: b\n")
    [message] = problems_of(run, toyland)
    assert "holds a second document" in message


@pytest.mark.parametrize("text", ["", "just words", "- a\n- b\n", "12"])
def test_a_file_that_is_no_mapping(run, toyland, text):
    """An empty file, a text or a list is no record."""
    (toyland / "origins" / "gazette.yaml").write_text(text)
    [message] = problems_of(run, toyland)
    assert "does not hold a mapping" in message


def test_a_fact_whose_passage_lies_outside_the_text(run, edit, toyland):
    """Both the check and the anchoring name the fact; the anchors file stays as it was."""
    edit(ARTICLE, "at: [361, 398]", "at: [361, 999]")
    messages = problems_of(run, toyland)
    assert any("the passage of a fact lies inside its text (got [361, 999] in a text at [0, 398])" in message for message in messages)
    before = (toyland / ARTICLE.replace(".yaml", ".anchors.csv")).read_bytes()
    result = run(
        "--seeds", toyland, "anchor", "2031-03-03-gazette-second-round", "--text", TOYLAND.parent / "toyland_texts" / "010_gazette.txt"
    )
    assert result.code == 1
    assert "lies outside the text (got [361, 999]" in result.err
    assert (toyland / ARTICLE.replace(".yaml", ".anchors.csv")).read_bytes() == before


def test_a_broken_anchors_file(run, toyland):
    """A row that is not one is named with its line."""
    path = toyland / ARTICLE.replace(".yaml", ".anchors.csv")
    lines = path.read_text().splitlines()
    lines[2] = lines[2].replace(",", ";")
    path.write_text("\n".join(lines))
    messages = problems_of(run, toyland)
    assert any("line 3: is not a row of anchors" in message for message in messages)


def test_several_problems_come_together_sorted_by_file(run, edit, toyland):
    """One run shows all that is wrong, file after file."""
    edit(ARTICLE, "kind: meeting", "kind: meetign")
    edit("articles/2031-03-04-courier-second-round.yaml", 'unit: "%"', "unit: percent")
    edit("codes/people.yaml", "side: FRE", "side: Freedonia")
    messages = problems_of(run, toyland)
    assert len(messages) >= 3
    assert messages == sorted(messages, key=lambda message: message.split(",")[0].split(":")[0])


@pytest.mark.parametrize("command", [["facts"], ["readings"], ["verify"]])
def test_every_command_refuses_broken_seeds(run, edit, toyland, command):
    """No command works on seeds that are broken, and none shows a traceback."""
    edit(ARTICLE, "kind: meeting", "kind: meetign")
    result = run("--seeds", toyland, *command)
    assert result.code == 1
    assert ARTICLE in result.err


def test_a_folder_that_is_not_there(run, tmp_path):
    """The folder is named and what to name instead."""
    result = run("--seeds", tmp_path / "nowhere", "facts")
    assert result.code == 1
    assert "is no folder of seeds" in result.err


ORIGINAL = (TOYLAND / ARTICLE).read_text()


def test_a_key_with_a_colon_or_a_line_break_leaves_a_message_whole(run, edit, toyland):
    """The place in a message ends with the first colon, and a message is one line."""
    edit(ARTICLE, "source:\n", '":source": x\n"two\\nrows": x\nsource:\n  "a: b": x\n')
    messages = problems_of(run, toyland)
    assert {message.partition(": ")[0].partition("line")[0] for message in messages} == {
        f"{toyland.name}/{ARTICLE}, ", f"{toyland.name}/{ARTICLE}, two rows, ", f"{toyland.name}/{ARTICLE}, source, ",
    }  # fmt: skip
    assert not any("\n" in message for message in messages)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damaged_seeds_give_problems_and_never_a_traceback(tmp_path_factory, data):
    """Cut, doubled, swapped or overwritten anywhere: reading and checking always answer with well-formed problems."""
    kind = data.draw(st.sampled_from(["cut", "insert", "drop line", "double line", "overwrite"]))
    at = data.draw(st.integers(0, len(ORIGINAL) - 1))
    lines = ORIGINAL.splitlines(keepends=True)
    row = data.draw(st.integers(0, len(lines) - 1))
    junk = data.draw(st.text(max_size=12))
    damaged = {
        "cut": ORIGINAL[:at],
        "insert": ORIGINAL[:at] + junk + ORIGINAL[at:],
        "overwrite": ORIGINAL[:at] + junk + ORIGINAL[at + len(junk) :],
        "drop line": "".join(lines[:row] + lines[row + 1 :]),
        "double line": "".join(lines[: row + 1] + lines[row:]),
    }[kind]
    root = tmp_path_factory.mktemp("damaged")
    (root / "articles").mkdir()
    (root / "articles" / "a-text.yaml").write_bytes(damaged.encode("utf-8", "surrogatepass"))
    book, problems = read(root)
    for problem in [*problems, *check(book)]:
        assert GRAMMAR.match(str(problem)), str(problem)


@settings(max_examples=200)
@given(
    st.recursive(
        st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(min_size=1, max_size=6), inner, max_size=4),
        max_leaves=12,
    )
)
def test_plain_reading_gives_back_what_was_written(tree):
    """Text, lists and mappings written as YAML come back as they were, no word taken for a number or a day."""
    import yaml

    written = yaml.safe_dump(tree, allow_unicode=True, default_style='"')
    if "&" in written or any(ord(letter) in {0x85, 0x2028, 0x2029} for letter in written):
        return
    assert plain(written.replace("!!str ", "")) == tree

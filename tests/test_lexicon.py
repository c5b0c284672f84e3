"""The words: every example in lexicon/*.toml runs, and users bring words of their own.

What a table says of a word is what the program does with it; the tables of compare.toml run in test_compare_words.py.
"""

import runpy
import tomllib
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from casebook import item_of
from livelihood_extract import Agency, Plan, Target, extract, lexicon
from livelihood_extract.errors import LexiconError
from livelihood_extract.explain import explain
from livelihood_extract.lexicon import ENTRY_KEYS, FOLDER, builtin, load
from livelihood_extract.parse.columns import Cell, columns_of
from livelihood_extract.parse.dates import dates
from livelihood_extract.parse.quantities import quantities
from livelihood_extract.pipeline import document
from livelihood_extract.text import fold

Entry = Mapping[str, Any]
COMPANION = "二、举办读书会\n项目内容：举办读书会9场。\n责任单位：市文化和旅游局\n"
LIST = "一、新建学校3所。\n二、改造食堂5个。\n"


def only(text: str) -> Target:
    """The one target that a phrase states."""
    (target,) = item_of(text).targets
    return target


def agencies(line: str) -> tuple[Agency, ...]:
    """The agencies of an item that ends in `line`."""
    return extract(f"云州市2024年民生实事项目\n一、建设公园\n建设公园3座。{line}\n{COMPANION}").items[0].agencies


# --- what an example of each table says -------------------------------------------------------------------------------


def unit(entry: Entry, text: str, said: str) -> None:
    value, word = said.split(" ", 1)
    found = [q for _, q in quantities(document(text, builtin()).reading, builtin()) if q]
    assert (Decimal(value), fold(word)) in [(q.value, q.unit) for q in found]
    kinds = [q.kind for q in found if q.unit == fold(word)]
    assert [(k.code, k.dimension) for k in kinds if k] == [(entry.get("code"), entry["dimension"])]


def not_unit(entry: Entry, text: str, said: str) -> None:
    found = [(text[: q.end], q.unit) for _, q in quantities(text, builtin()) if q]
    assert found == [(said, "")]


def bound(entry: Entry, text: str, said: str) -> None:
    assert said == entry["bound"]
    assert only(text).bound == said


def action(entry: Entry, text: str, said: str) -> None:
    target = only(text)
    assert (target.indicator if entry["sense"] in ("predicate", "lead_in") else target.action) == said


def label(entry: Entry, text: str, said: str) -> None:
    word, _, value = fold(text).partition(":")
    assert word in entry["words"]
    field = entry.get("field")
    if field in ("number", "category", "title"):
        columns = [word, *(name for name in ("序号", "项目名称", "年度目标") if name != word)]
        row = "|".join({"number": "1", "category": "教育", "title": "新建学校"}.get(field, "") for _ in columns[:1])
        plan = extract(f"云州市清单\n|{'|'.join(columns)}|\n|{row}|2|新建3所|\n|{row}|2|新建4所|\n|{row}|2|新建5所|\n")
        read = {"number": str(plan.items[0].number), "category": plan.categories[0].title, "title": plan.items[0].title}
        assert read[field] == row
        return
    item = extract(f"云州市2024年民生实事项目\n一、建设公园\n{text}\n{COMPANION}").items[0]
    if entry.get("role"):
        assert [(a.name, a.role) for a in item.agencies] == [(value, entry["role"])]
    else:
        assert (item.content if field == "content" else item.fields[field]) == value
        assert item.agencies == ()


def column(entry: Entry, text: str, said: str) -> None:
    assert any(text.endswith(word) for word in entry["words"])
    cells = [Cell(0, 2), Cell(3, 7), Cell(8, 8 + len(text))]
    found = columns_of(f"序号|项目名称|{text}", cells, builtin())[-1]
    assert (found.label.role or found.label.field) == said


def suffix(entry: Entry, text: str, said: str) -> None:
    assert [a.name for a in agencies(f"\n责任单位：{text}")] == [text]
    assert [a.name for a in agencies(f"（{text}）")] == ([text] if entry["strong"] else [])


def collective(entry: Entry, text: str, said: str) -> None:
    assert [a.collective for a in agencies(f"\n责任单位：{text}")] == [True]


def area(entry: Entry, text: str, said: str) -> None:
    assert [a.name for a in agencies(f"\n责任单位：{text}")] == said.split(";")


def person(entry: Entry, text: str, said: str) -> None:
    header = "序号\n项目名称\n责任领导\n责任单位"
    plan = extract(f"云州市清单\n{header}\n1\n新建学校3所\n{text}\n市教育局\n2\n改造食堂5个\n{text}\n市教育局\n")
    assert [item.fields for item in plan.items] == [{"leader": text.replace(" ", "")}] * 2
    assert [[a.name for a in item.agencies] for item in plan.items] == [["市教育局"]] * 2


def completion(entry: Entry, text: str, said: str) -> None:
    document = f"云州市2024年民生实事项目\n一、办好身边小事\n项目内容：{text}。\n{COMPANION}"
    assert {target.deadline for target in extract(document).items[0].targets} == {said}


def told(entry: Entry, text: str, said: str) -> None:
    header = "序号\n项目名称\n责任单位\n完成时间\n进展情况"
    plan = extract(f"云州市清单\n{header}\n1\n新建学校3所\n市教育局\n10月底\n正在施工\n2\n改造食堂5个\n{text}\n")
    assert plan.items[1].fields == {"progress": text}


def duty(entry: Entry, text: str, said: str) -> None:
    assert {a.role for a in agencies(f"（{text}）")} == {entry["role"]}


def first_leads(entry: Entry, text: str, said: str) -> None:
    found = agencies(f"\n责任单位：市教育局、市财政局，{text}")
    assert [(a.name, a.role) for a in found] == [("市教育局", "lead"), ("市财政局", "responsible")]


def title(entry: Entry, text: str, said: str) -> None:
    assert extract(f"各县区人民政府：\n{text}\n{LIST}").title == text


def management(entry: Entry, text: str, said: str) -> None:
    assert [
        i.number for i in extract(f"云州市民生实事\n{LIST}三、{text.partition('、')[2]}\n各单位要压实责任。\n").items
    ] == [1, 2]


def closing(entry: Entry, text: str, said: str) -> None:
    plan = extract(f"云州市民生实事\n{LIST}{text}\n三、公办学校：政府举办的学校，每校20个班。\n")
    assert [t.text for t in plan.targets] == ["3所", "5个"]


def footer(entry: Entry, text: str, said: str) -> None:
    header = "序号\n项目名称\n责任单位\n备注"
    plan = extract(f"云州市清单\n{header}\n1\n新建学校3所\n市教育局\n2\n改造食堂5个\n市教育局\n{text}\n")
    assert [item.fields for item in plan.items] == [{}, {}]


def no_region(entry: Entry, text: str, said: str) -> None:
    assert any(word in text for word in entry["words"])
    assert extract(f"{text}\n{LIST}").region is None


def notice_end(entry: Entry, text: str, said: str) -> None:
    behind = extract(f"{LIST}{text}\n市人大将开展监督90次。\n")
    assert behind.items[-1].content == extract(LIST).items[-1].content
    between = extract(f"云州市通知\n一、加强领导，每月报送1次。\n二、强化督查。\n{text}\n云州市政府\n{LIST}")
    assert [item.title for item in between.items] == [item.title for item in extract(LIST).items]


def particular(entry: Entry, text: str, said: str) -> None:
    bulleted = extract(f"•{text}\n•{text}\n云州市清单\n一、新建学校3所\n二、改造食堂5个\n")
    assert [item.title for item in bulleted.items] == ["新建学校3所", "改造食堂5个"]
    unnumbered = extract(f"云州市清单\n{text}\n新建学校3所\n改造食堂5个\n")
    assert [item.title for item in unnumbered.items] == ["新建学校3所", "改造食堂5个"]
    between = extract(f"云州市2023年实事完成情况\n{text}\n一、新建学校3所\n二、改造食堂5个\n")
    assert {target.kind for target in between.targets} == {"actual"}


def results(entry: Entry, text: str, said: str) -> None:
    assert {t.kind for t in extract(f"{text}\n{LIST}").targets} == {"actual"}


def goals(entry: Entry, text: str, said: str) -> None:
    chapter = f"一、总体要求\n（一）指导思想\n以人民为中心。\n{text}\n建成公园230座。\n二、主要任务\n"
    plan = extract(f"云州市公园行动方案\n{chapter}（一）新建公园\n新建公园3座。\n（二）改造公园\n改造公园5座。\n")
    assert [t.text for t in plan.targets] == ["230座", "3座", "5座"]


REPORT = "一、城市建设\n（一）新建公园\n新建公园5座。\n二、民生改善\n"


def done(entry: Entry, text: str, said: str) -> None:
    members = "一是学校100所。二是公路200公里。三是绿地300亩。"
    notes = [extract(f"{REPORT}{sentence}：{members}\n").notes for sentence in (text, "今年办好三件民生实事")]
    assert [[n.code for n in some].count("LE001") for some in notes] == [0, 1]


def resumed(entry: Entry, text: str, said: str) -> None:
    plan = extract(f"{REPORT}今年办好两件民生实事。\n1.新建学校3所。\n2.改造食堂5个。\n{text}\n")
    assert [t.text for t in plan.targets] == ["3所", "5个"]


def signature(entry: Entry, text: str, said: str) -> None:
    plan = extract(f"云州市民生实事\n{LIST}{text}\n")
    assert [item.content.rstrip("。") for item in plan.items] == ["新建学校3所", "改造食堂5个"]


def period(entry: Entry, text: str, said: str) -> None:
    assert [d.deadline for d in dates(text, 2024, builtin())] == [said]
    assert said == f"2024-{entry['end']}"


def role(entry: Entry, text: str, said: str) -> None:
    document = f"云州市2024年民生实事项目\n一、办好身边小事\n项目内容：{text}。\n{COMPANION}"
    start = document.index(text)
    inside = [e for e in explain(document) if start <= e.span.start < start + len(text) and e.role != "date"]
    assert [e.role for e in inside] == [said]


def sum_row(entry: Entry, text: str, said: str) -> None:
    header = "|序号|项目名称|年度目标|责任单位|"
    plan = extract(
        f"云州市清单\n{header}\n|1|新建学校|新建3所|市教育局|\n|2|改造食堂|改造5个|市教育局|\n|{text}||8||\n"
    )
    assert [item.title for item in plan.items] == ["新建学校", "改造食堂"]


def kind(entry: Entry, text: str, said: str) -> None:
    assert {target.kind for target in item_of(text).targets} == {said}


def per(entry: Entry, text: str, said: str) -> None:
    assert only(text).per == tuple(said.split(";"))


def noun(entry: Entry, text: str, said: str) -> None:
    assert [target.indicator for target in item_of(text).targets] == said.split(";")


def items(entry: Entry, text: str, said: str) -> None:
    assert len(extract(f"一、经济\n增长5%。\n{text}\n").items) == int(said)


def deed(entry: Entry, text: str, said: str) -> None:
    report = f"一、经济\n{'各项工作取得新的进步，群众生活持续改善。' * 60}\n{text}\n"
    assert len(extract(report).items) == int(said)
    assert len(extract(report.replace(entry["words"][0], "工程")).items) < int(said)


def afterword(entry: Entry, text: str, said: str) -> None:
    assert extract(f"云州市2024年民生实事\n{text}\n").items[-1].content == said


def review(entry: Entry, text: str, said: str) -> None:
    told = "办好民生实事。一是新建学校3所。二是改造食堂5个。三是修路7公里。四是新建公园2座。五是更新车辆9辆。"
    report = extract(f"{text}\n{told}\n二、2024年工作\n增长5%。\n" + "各项工作取得新的进步，群众生活持续改善。\n" * 400)
    assert "LE003" in [note.code for note in report.notes]


def given(entry: Entry, text: str, said: str) -> None:
    assert only(text).indicator == said


def first_noun(entry: Entry, text: str, said: str) -> None:
    assert item_of(text).targets[0].indicator == said


def generic(entry: Entry, text: str, said: str) -> None:
    assert said in only(text).indicator
    assert said not in entry["words"]


def contrast(entry: Entry, text: str, said: str) -> None:
    assert item_of(f"{text}。").targets[-1].indicator == said


def filler(entry: Entry, text: str, said: str) -> None:
    target = only(text)
    assert target.text == said
    assert not target.indicator.endswith(tuple(entry["words"]))


def baseline(entry: Entry, text: str, said: str) -> None:
    stated = only(text).baseline
    assert stated is not None
    assert stated.text == said


def partitive(entry: Entry, text: str, said: str) -> None:
    total, part = item_of(text).targets
    assert (part.part_of, total.text) == (total.id, said)


def better_down(entry: Entry, text: str, said: str) -> None:
    assert said == "down"
    assert any(word in only(text).indicator for word in entry["words"])


RUNNERS: dict[str, Callable[[Entry, str, str], None]] = {
    "unit": unit, "not_unit": not_unit, "bound": bound, "action": action, "label": label, "suffix": suffix,
    "column": column, "surname": person, "rank": person, "footer": footer,
    "particular": particular, "no_region": no_region, "no_place": no_region, "notice_end": notice_end,
    "collective": collective, "area": area,
    "level": area, "short_agency": area, "duty": duty, "first_leads": first_leads, "list": title, "document": title,
    "management": management, "closing": closing, "results": results, "review": review,
    "signature": signature, "goals": goals,
    "done": done, "resumed": resumed, "period": period, "baseline": baseline, "past": role, "names": role, "last": role,
    "holders": role, "attribute": role, "channel": role, "measures": role, "founding": role, "word_units": role,
    "denominator": per, "flow": per, "generic": generic, "measure": kind, "size": kind, "short_size": kind,
    "extent": kind, "coverage": kind,
    "comparison": kind, "weak_noun": noun, "circumstance": noun, "whole_area": noun, "late_verb": noun,
    "contrast": contrast, "compound": noun, "occasion": noun, "completion": completion, "people_counter": partitive,
    "thing_counter": partitive, "noun_counter": per, "recipient": kind, "sizing_unit": role, "result_opening": told,
    "conjunction": noun, "noun_tail": noun, "filler": filler, "partitive": partitive, "better_down": better_down,
    "short_verb": kind, "capacity": kind, "sum_row": sum_row, "adverb": noun, "grant": given, "spending": given,
    "list_tail": items, "deed": deed, "following": items, "leads_on": items,
    "named_work": items, "afterword": afterword, "modifier": first_noun,
}  # fmt: skip
COMPARED = set(tomllib.loads((FOLDER / "compare.toml").read_text(encoding="utf-8")))


def entries() -> Iterator[tuple[str, int, Entry]]:
    for table in RUNNERS:
        for number, entry in enumerate(builtin().entries[table], 1):
            yield table, number, entry


@pytest.mark.parametrize(
    ("table", "entry", "example"),
    [pytest.param(t, e, text, id=f"{t}: {text}") for t, _, e in entries() for text in e.get("examples", [])],
)
def test_an_example_means_what_it_says(table: str, entry: Entry, example: str) -> None:
    text, _, said = example.partition(" = ")
    RUNNERS[table](entry, text, said)


@pytest.mark.parametrize(
    "text", [pytest.param(text, id=f"{t}: {text}") for t, _, e in entries() for text in e.get("counterexamples", [])]
)
def test_a_counterexample_states_nothing(text: str) -> None:
    assert item_of(text).targets == ()


def test_every_table_runs() -> None:
    assert set(RUNNERS) | COMPARED == set(ENTRY_KEYS)


def test_every_entry_has_an_example() -> None:
    assert [(table, number) for table, number, entry in entries() if not entry.get("examples")] == []


# --- words of the user's own ------------------------------------------------------------------------------------------


def with_words(folder: Path, words: str, text: str) -> Plan:
    path = folder / "my.toml"
    path.write_text(words, encoding="utf-8")
    return extract(text, lexicon=load([path]))


def test_a_unit(tmp_path: Path) -> None:
    text = "云州市2024年民生实事\n1.新增供热能力300炉罐。\n2.改造食堂5个。\n"
    words = '[[unit]]\nwords = ["炉罐"]\ndimension = "power"\nexamples = ["供热300炉罐 = 300 炉罐"]\n'
    assert extract(text).items[0].targets == ()
    (target,) = with_words(tmp_path, words, text).items[0].targets
    assert (target.text, target.value, target.unit, target.dimension, target.unit_code) == (
        "300炉罐",
        300,
        "炉罐",
        "power",
        None,
    )


def test_a_label(tmp_path: Path) -> None:
    text = f"云州市2024年民生实事\n一、建设公园\n建设公园3座。\n挂帅单位：市园林局\n{COMPANION}"
    assert extract(text).items[0].agencies == ()
    plan = with_words(tmp_path, '[[label]]\nrole = "lead"\nwords = ["挂帅单位"]\n', text)
    assert [(a.name, a.role) for a in plan.items[0].agencies] == [("市园林局", "lead")]


def test_a_field(tmp_path: Path) -> None:
    text = f"云州市2024年民生实事\n一、建设公园\n项目内容：建设公园3座。\n督查频次：按月\n{COMPANION}"
    plan = with_words(tmp_path, '[[label]]\nfield = "inspection"\nwords = ["督查频次"]\n', text)
    assert plan.items[0].fields == {"inspection": "按月"}


def test_an_agency_suffix(tmp_path: Path) -> None:
    text = f"云州市2024年民生实事\n一、建设公园\n建设公园3座。（市河长联席会）\n{COMPANION}"
    assert extract(text).items[0].agencies == ()
    plan = with_words(tmp_path, '[[suffix]]\nstrong = true\nwords = ["联席会"]\n', text)
    assert [a.name for a in plan.items[0].agencies] == ["市河长联席会"]


def test_a_later_entry_wins(tmp_path: Path) -> None:
    text = "云州市2024年民生实事\n1.新建公园3座。\n2.改造食堂5个。\n"
    plan = with_words(tmp_path, '[[unit]]\nwords = ["座"]\ncode = "1"\ndimension = "site"\n', text)
    assert [t.dimension for t in plan.targets] == ["site", "count"]


def test_words_of_one_call_do_not_stay(tmp_path: Path) -> None:
    text = "云州市2024年民生实事\n1.新建公园3座。\n2.改造食堂5个。\n"
    before = extract(text)
    with_words(tmp_path, '[[unit]]\nwords = ["座"]\ndimension = "site"\n', text)
    assert extract(text) == before


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ('[[units]]\nwords = ["炉罐"]\n', "units"),
        ('[[unit]]\nwords = ["炉罐"]\ndimension = "power"\ncolour = "red"\n', "colour"),
        ('[[unit]]\nwords = "炉罐"\ndimension = "power"\n', "words"),
        ('[[unit]]\nwords = ["炉罐", 3]\ndimension = "power"\n', "words"),
        ('[[unit]]\nwords = [""]\ndimension = "power"\n', "words"),
        ('[[unit]]\nwords = []\ndimension = "power"\n', "words"),
        ('[[unit]]\ndimension = "power"\n', "words"),
        ('[[unit]]\nwords = ["炉罐"]\n', "dimension"),
        ('[[unit]]\nwords = ["炉罐"]\ndimension = "power"\nexamples = "300炉罐"\n', "examples"),
        ('[unit]\nwords = ["炉罐"]\n', "unit"),
        ('unit = ["炉罐"]\n', "unit"),
        ('[[period]]\nwords = ["伏天"]\n', "end"),
        ('[[unit]]\nwords = ["炉罐"]\ndimension = 5\n', "dimension"),
        ('[[unit]]\nwords = ["炉罐"]\ndimension = "power"\nfactor = "many"\n', "factor"),
        ('[[unit]]\nwords = ["炉罐"]\ndimension = "power"\nnaming = "yes"\n', "naming"),
        ('[[label]]\nwords = ["挂帅单位"]\nrole = "chief"\n', "role"),
        ('[[bound]]\nbound = "more"\nbefore = ["起码得"]\n', "bound"),
        ('[[action]]\nwords = ["捐建"]\nsense = "gift"\n', "sense"),
        ('[[period]]\nwords = ["伏天"]\nend = "八月"\n', "end"),
    ],
)
def test_a_mistake_names_file_and_key(tmp_path: Path, words: str, key: str) -> None:
    path = tmp_path / "my.toml"
    path.write_text(words, encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        load([path])
    assert str(path) in str(caught.value)
    assert key in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "encoding"),
    [("[[unit]\n", "utf-8"), ("words = [\n", "utf-8"), ('[[unit]]\nwords = ["炉罐"]\n', "gb18030")],
)
def test_a_file_that_is_no_toml_is_named(tmp_path: Path, content: str, encoding: str) -> None:
    path = tmp_path / "my.toml"
    path.write_text(content, encoding=encoding)
    with pytest.raises(LexiconError, match=r"my\.toml"):
        load([path])


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"gone\.toml"):
        load([tmp_path / "gone.toml"])


def test_a_wheel_carries_the_words_as_the_files_have_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hook = runpy.run_path(str(Path(__file__).parents[1] / "hatch_build.py"))
    parsed = tmp_path / "words.json"
    parsed.write_text(hook["words"](FOLDER), encoding="utf-8")
    monkeypatch.setattr(lexicon, "PARSED", parsed)
    monkeypatch.setattr(lexicon, "FOLDER", tmp_path)  # no TOML file in it
    assert load(()).entries == builtin().entries


def test_words_in_a_wheel_are_checked_like_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = tmp_path / "words.json"
    parsed.write_text('{"unit": [{"words": ["炉罐"]}]}', encoding="utf-8")
    monkeypatch.setattr(lexicon, "PARSED", parsed)
    with pytest.raises(LexiconError, match=r"words\.json: \[\[unit\]\] entry 1: key 'dimension' is missing"):
        load(())

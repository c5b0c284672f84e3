"""Every plan that was annotated by hand, compared record by record with what the program reads."""

from pathlib import Path

import pytest

from livelihood_extract import Plan, extract, read
from truth import differences, load

TESTS = Path(__file__).parent
REAL = {"dalian-2024": TESTS.parent / "data" / "raw" / "dalian-2024.txt"}
NAMES = sorted(path.stem for path in (TESTS / "truth").glob("*.gold"))

OPEN: dict[str, str] = {
    "fractions": "近百名 and 2/3 are not read as quantities",
    "titles-and-texts": "a noun broken by the end of a line",
}
"""Plans of which the program is known to read something otherwise than the truth, and what."""


def plan_file(name: str) -> Path:
    return REAL.get(name, TESTS / "plans" / f"{name}.txt")


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.xfail(strict=True, reason=OPEN[name])) if name in OPEN else name
        for name in NAMES
    ],
)
def test_reads_as_a_careful_reader(name: str) -> None:
    text = read(plan_file(name))
    found = list(differences(load(TESTS / "truth" / f"{name}.gold", text.text), extract(text), text.text))
    assert not found, f"{name}:\n" + "\n".join(found)


ALTERED = {
    "region=云州市": ("region=白川区", "region: expected 白川区, got 云州市"),
    "C\t1\t学有优教项目": ("C\t1\t学有所教项目", "categories: expected"),
    "I\t2\t改造中小学校食堂": ("I\t3\t改造食堂", "item 3: expected 3 改造食堂, got 2 改造中小学校食堂"),
    "A\tresponsible\t市教育局\n": ("A\tlead\t市教育局\n", "item 1: agency 市教育局 (responsible): is none"),
    "A\tresponsible\t云东新区管委会\n": ("", "item 1: agency 云东新区管委会 (responsible): is none"),
    "\t2160\t": ("\t2170\t", "item 1: target 2160个: value: expected 2170, got 2160"),
    "\t>=\tdeliver": ("\t=\tdeliver", "item 4: target 3.5万人: bound: expected eq, got ge"),
    "deliver|change\t\t学位": ("reach\t\t学位", "item 1: target 2160个: kind: expected reach, got deliver"),
    "\t平方米\t~\tspec\t\t": ("\t亩\t~\tspec\t年\t", "item 3: target 5.6万平方米: unit: expected 亩, got 平方米"),
    "\t占地面积\t": ("\t绿化率\t", "item 3: target 5.6万平方米: indicator: expected 绿化率 within"),
    "\t8所\tplace=临江区": ("\t\tplace=白川区", "item 1: target 3所: place: expected 白川区, got 临江区"),
    "deadline=2024-09-30": ("", "item 2: target 100%: deadline: expected [], got ['2024-09-30']"),
    "T\t600张\t600\t\t张\t=\tspec|deliver\t\t床位\t市第三人民医院江南院区院区设置床位\n": ("", "item 3: target 600张"),
}
"""What is altered in a truth that the program agrees with, and what the comparison then says."""


@pytest.mark.parametrize("old", ALTERED)
def test_names_every_difference(old: str, tmp_path: Path) -> None:
    text = read(plan_file("categories-running-items"))
    truth = (TESTS / "truth" / "categories-running-items.gold").read_text(encoding="utf-8")
    new, said = ALTERED[old]
    altered = tmp_path / "altered.gold"
    altered.write_text(truth.replace(old, new, 1), encoding="utf-8")
    assert old in truth
    found = list(differences(load(altered, text.text), extract(text), text.text))
    assert any(line.startswith(said) for line in found), found


def test_refuses_a_truth_that_does_not_fit(tmp_path: Path) -> None:
    broken = tmp_path / "broken.gold"
    broken.write_text("I\t1\t修路\t（一）修路\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"broken.gold:1: substring not found: I\t1\t修路"):
        load(broken, "（一）修桥")


@pytest.mark.parametrize("name", NAMES)
def test_every_record_stands_where_it_says(name: str) -> None:
    text = read(plan_file(name))
    plan = extract(text)
    records = [*plan.targets, *(agency for item in plan.items for agency in item.agencies)]
    assert [text.text[r.span.start : r.span.end] for r in records] == [r.text for r in records]


# --- what the columns of the truth files have no place for ------------------------------------------------------------


def plan_of(name: str) -> Plan:
    return extract(read(plan_file(name)))


def test_restores_the_prefix_that_an_agency_left_out() -> None:
    second = plan_of("agency-forms").items[1]
    assert [(agency.name, agency.text) for agency in second.agencies[:2]] == [
        ("省科技厅", "省科技厅"),
        ("省工业和信息化厅", "工业和信息化厅"),
    ]


def test_tells_collective_names() -> None:
    school = plan_of("categories-running-items").items[1]
    assert [agency.collective for agency in school.agencies] == [False, False, True]


def test_gives_each_clause_its_own_agencies() -> None:
    training = plan_of("declared-counts").items[2]
    assert [(target.text, target.agencies) for target in training.targets] == [
        ("35万人次", ("省人力资源和社会保障厅",)),
        ("2万名", ("省妇女联合会",)),
        ("8000人", ("省农业农村厅",)),
    ]


def test_keeps_the_outer_headings_as_path() -> None:
    plan = plan_of("three-levels")
    assert [(category.title, category.path) for category in plan.categories] == [
        ("教育提升", ("社会事业",)),
        ("医疗健康", ("社会事业",)),
        ("城市更新", ("基础设施",)),
        ("水利保障", ("基础设施",)),
    ]


def test_keeps_people_and_times_as_fields() -> None:
    plant = plan_of("ordinal-items").items[0]
    assert plant.label == "第一项："
    assert plant.fields == {
        "leader": "周启明\n吴新",
        "deadline": "2024年11月底",
        "funding": "争取上级资金3800万元，县级配套1200万元",
    }


def test_reads_the_counts_that_headings_declare() -> None:
    plan = plan_of("declared-counts")
    assert [(category.declared, len(category.items)) for category in plan.categories] == [(3, 3), (2, 2), (4, 4)]
    assert [note.code for note in plan.notes] == ["LE104"]  # the title declares 14 of them


def test_finds_the_list_at_the_end_of_a_report_and_says_where() -> None:
    text = read(plan_file("work-report"))
    plan = extract(text)
    (note,) = [note for note in plan.notes if note.code == "LE001"]
    assert text.text.splitlines()[note.span.line - 1] == "云州市2024年民生实事项目"
    assert len(extract(text, whole=True).targets) > 3 * len(plan.targets)


def test_reads_number_and_year_of_a_decree() -> None:
    plan = plan_of("categories-running-items")
    assert (plan.document_number, plan.region, plan.year) == ("云政办发〔2024〕6号", "云州市", 2024)

"""Where lines really end."""

import pytest

from casebook import Case, spelled
from livelihood_extract.lexicon import builtin
from livelihood_extract.pipeline import document


def lines(text: str) -> list[str]:
    return [line for line in document(text, builtin()).reading.split("\n") if line]


@pytest.mark.parametrize(("case", "text"), spelled("lines", "lines"))
def test_a_break_inside_a_sentence_is_none(case: Case, text: str) -> None:
    assert lines(text) == case["value"]


@pytest.mark.parametrize("width", [24, 30, 38])
def test_text_wrapped_at_a_width_is_joined(width: int) -> None:
    sentences = [
        f"{mark}改造青禾县临江镇{n}处老旧供水泵站，更换设备{n}台，铺设管道，整修机房，培训管护人员，建立巡查制度，"
        f"让沿线群众喝上放心水，并在汛期之前完成全部设备的调试和验收工作，建立长效管护机制。"
        for n, mark in enumerate("一二三四五六", 21)
        for mark in [f"{mark}、"]
    ]
    wrapped = [s[i : i + width] for s in sentences for i in range(0, len(s), width)]
    assert lines("\n".join(wrapped)) == sentences


def test_a_document_on_one_line_breaks_before_its_marks() -> None:
    items = [
        f"{n}.改造老旧小区{n}0个，惠及居民{n}万户，更新供水管网{n}公里，完善配套设施，改善居住环境。"
        for n in range(1, 8)
    ]
    headings = ["一、安居工程", *items, "二、供水工程", *items]
    assert lines(" ".join(headings)) == headings

"""Time of comparing two plans beside that of extracting them, and a baseline to score the comparison against.

    python bench/compare.py                     two plans of 300 items each: seconds to extract, to compare
    python bench/compare.py baseline OLD NEW    what difflib says of masked titles, in the JSON of `extract diff`

The baseline pairs items first come first served by the likeness of their titles, numbers masked, and inside a pair the
first targets of the same unit. It shows what the words alone give.
"""

import json
import random
import re
import sys
import time
from difflib import SequenceMatcher

from livelihood_extract import diff, extract, read
from livelihood_extract.records import Item, Plan, Target

NOUNS = """
公厕、幼儿园、停车泊位、供水管网、菜市场、养老服务站、充电桩、图书馆、健身步道、污水管网、路灯、托位、
卫生室、渡口、口袋公园、农村公路、危桥、桥梁、老旧小区、电梯、棚户区、燃气管道、供热管网、雨水口、积水点、
垃圾分类点、中转站、河道、水库、堤防、灌溉泵站、高标准农田、大棚、冷库、物流点、邮政所、公交线路、候车亭、
慢行道、天桥、隧道、学位、校舍、食堂、操场、心理咨询室、实训基地、创业园、零工市场、就业岗位、职业技能、
低保标准、临时救助、残疾人辅具、无障碍设施、儿童之家、妇女之家、青年驿站、老年大学、助餐点、护理床位、
家庭医生、两癌筛查、疫苗接种、急救站、血液透析室、体检车、健康小屋、中医馆、法律服务站、调解室、警务室、
消防站、微型消防站、监控探头、应急广播、避难场所、气象站、人防工程、政务终端、电子证照、办税窗口、
公积金网点、信用档案、放心餐厅、农贸市场、抽检批次、溯源系统、文化站、戏台、电影放映、书屋、博物馆、
体育公园、球场、冰场、赛事、旅游厕所
""".replace("\n", "").split("、")
WAYS = ["新建", "改造", "提升", "扩建"]
AGENCIES = ["教育局", "住建局", "民政局", "水务局", "卫健委", "交通运输局", "城管局", "人社局", "文旅局", "公安局"]
LIKE = 0.6


def plan(year: int, count: int) -> str:
    """A plan of an invented place with so many items, of which most come back in another year with other figures."""
    rng = random.Random(year)
    names = [(way, noun) for noun in NOUNS for way in WAYS]
    lines = [f"青禾县{year}年民生实事"]
    for number, (way, noun) in enumerate(rng.sample(names[: count + count // 5], count), 1):
        sites, people, rate = rng.randrange(20, 900), rng.randrange(1, 90), rng.randrange(60, 100)
        text = (
            f"{way}{noun}{sites}处，惠及群众{people}万人，{noun}达标率提高到{rate}%以上，10月底前完成。持续加强管理。"
        )
        lead, other = rng.sample(AGENCIES, 2)
        lines.append(f"{number}、{text}（牵头单位：县{lead}；配合单位：县{other}、各乡镇政府）")
    return "\n".join(lines) + "\n"


def timed(count: int) -> None:
    texts = [plan(2023, count), plan(2024, count)]
    few = plan(2023, 20), plan(2024, 20)
    diff(*map(extract, few))  # imports modules and compiles patterns
    begin = time.perf_counter()
    old, new = map(extract, texts)
    extracted = time.perf_counter()
    found = diff(old, new)
    compared = time.perf_counter()
    kept = found.summary["old_items"] - found.summary["dropped"]
    print(f"{len(old.items)} x {len(new.items)} items of {sum(map(len, texts)) // 2 // count} characters:")
    print(f"extract both {extracted - begin:.2f} s, compare {compared - extracted:.2f} s, kept {kept}")


def masked(title: str) -> str:
    return re.sub(r"[\d.]+[万亿]?\w?|\W", "", title)


def first_come(old: Plan, new: Plan) -> dict[str, Item]:
    """By id of an old item the new one of the likest title that is still free."""
    free = {item.id: item for item in new.items}
    found = {}
    for item in old.items:
        likeness = {
            key: SequenceMatcher(None, masked(item.title), masked(each.title)).ratio() for key, each in free.items()
        }
        best = max(likeness, key=lambda key: likeness[key], default=None)
        if best is not None and likeness[best] >= LIKE:
            found[item.id] = free.pop(best)
    return found


def targets(old: Item, new: Item) -> list[dict[str, object]]:
    """Each old target with the first free new one of the same unit."""
    free, found = list(new.targets), []
    for target in old.targets:
        other = next((each for each in free if each.unit == target.unit), None)
        if other:
            free.remove(other)
            change = "up" if other.value > target.value else "down" if other.value < target.value else "same"
            found.append({"change": change, "old": said(old, target), "new": said(new, other)})
    return found


def said(item: Item, target: Target) -> dict[str, object]:
    return {"item": item.number, "text": target.text}


def baseline(old: Plan, new: Plan) -> list[dict[str, object]]:
    found = first_come(old, new)
    carried = {item.id for item in found.values()}
    entries: list[dict[str, object]] = []
    for item in old.items:
        other = found.get(item.id)
        changes = targets(item, other) if other else []
        entries.append({"old": [number(item)], "new": [number(other)] if other else [], "targets": changes})
    entries += [{"old": [], "new": [number(item)], "targets": []} for item in new.items if item.id not in carried]
    return entries


def number(item: Item) -> dict[str, int]:
    return {"number": item.number}


if __name__ == "__main__":
    if sys.argv[1:2] == ["baseline"]:
        plans = [extract(read(path)) for path in sys.argv[2:4]]
        print(json.dumps({"items": baseline(*plans)}, ensure_ascii=False))
    else:
        timed(300)

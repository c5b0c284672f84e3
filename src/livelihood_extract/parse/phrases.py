"""Phrases: the noun in a stretch of words.

Receives the characters before or behind a quantity and returns the verb that governs it and the noun it counts.

    改造提升主城区集贸市场 -> 主城区集贸市场    建成公共服务设施 -> 建成, 公共服务设施    残疾儿童提供服务 -> 残疾儿童
"""

from functools import lru_cache

from livelihood_extract.expressions import Expression, expression
from livelihood_extract.lexicon import Lexicon, alternation
from livelihood_extract.text import MASKED

__all__ = ["governed", "named", "opening_verbs", "without_adverbs", "without_opening_verbs"]

_SUBJECT_LENGTH = 6
"""Characters; a longer phrase before a verb is no subject worth keeping."""
_NOT_SUBJECT = expression(f"[的、{MASKED}]")
_JOINTS = "、和及与并或-"


def governed(text: str, lexicon: Lexicon) -> tuple[str, str]:
    """The verb that governs a quantity from the text before it, and the noun phrase between them.

    A short subject stays with its verb where both are one name: 城镇新增就业.
    """
    sense = lexicon.actions.get(text)
    if not text or (sense is not None and sense != "reach" and text not in lexicon.nouns):
        return text, ""  # nothing but a verb, as most often
    verb, start, end = _last_verb(text, lexicon)
    opening, rest = opening_verbs(text, lexicon)
    subject = text[len(text) - len(rest) : start]
    circumstance = lexicon["circumstance"]
    kept = 0 < len(subject) <= _SUBJECT_LENGTH and not _NOT_SUBJECT.search(subject)
    relative = "的" in rest  # 值班律师提供法律帮助的覆盖率
    if verb and kept and (relative or verb in lexicon["late_verb"]) and not circumstance.opens(subject):
        return verb, rest
    if not verb and circumstance.opens(text):
        verb, end = _first_verb(text, lexicon)
    if verb and end > len(text) - len(rest):
        opening, rest = opening_verbs(text[end:], lexicon)
    verb = opening or verb
    late = (lexicon["late_verb"], lexicon["completion"], lexicon.scopes)
    trailing = "" if verb else next((word for words in late if (word := words.ends(rest))), "")
    if trailing and is_noun(rest[: -len(trailing)], lexicon):
        return trailing, rest[: -len(trailing)]  # 供热面积新增300万平方米
    if rest.startswith("“") and verb in lexicon.nouns:
        return verb, verb + rest  # 免费检查“两癌”: the name says too little alone
    return verb, rest


def _last_verb(text: str, lexicon: Lexicon) -> tuple[str, int, int]:
    """The last verb that governs wherever it stands, with a noun behind it; where the first begins; its end."""
    tails, compounds = lexicon["noun_tail"], lexicon["compound"]
    verbs = [
        (start, verb)
        for start, verb in lexicon.governing.each(text)
        if text[(end := start + len(verb)) : end + 1] not in tails
        and is_noun(text[end:], lexicon)
        and not compounds.at(text, start)
        and not _crosses(text, start, verb, lexicon)
    ]
    if not verbs:
        return "", len(text), 0
    (first, _), (last, verb) = verbs[0], verbs[-1]
    return verb, first, last + len(verb)


def _crosses(text: str, start: int, verb: str, lexicon: Lexicon) -> bool:
    """Does what looks like a verb begin inside another word (迁建 in 搬迁建房, 上线 in 线上线下)?"""
    before = max(start - 1, 0)
    return start > 0 and max(len(words.at(text, before)) for words in (lexicon.actions, lexicon["compound"])) >= len(
        verb
    )


def _first_verb(text: str, lexicon: Lexicon) -> tuple[str, int]:
    """The first verb behind a circumstance (面向…老年人建设家庭养老床位), with a noun behind it."""
    for i in range(2, len(text) - 2):
        word = lexicon.actions.at(text, i)
        governs = len(word) > 1 and lexicon.actions[word] == "deliver" and not lexicon["compound"].at(text, i)
        if governs and is_noun(text[i + len(word) :], lexicon):
            return word, i + len(word)
    return "", 0


def is_noun(rest: str, lexicon: Lexicon) -> bool:
    """Can what remains name something: two characters or more, no verb, and more than 率, 比例 or 项目?"""
    return len(rest) > 1 and rest not in lexicon.actions and rest not in lexicon.weak_nouns


def without_opening_verbs(text: str, lexicon: Lexicon) -> str:
    """A phrase without the lead-in words and verbs it opens with."""
    return opening_verbs(text, lexicon)[1]


def _adverb(text: str, lexicon: Lexicon) -> str:
    """再 or 已 before a verb: 再改造, 已完成, but not 再生水."""
    return text[0] if text[0] in "再已" and len(lexicon.actions.at(text, 1)) > 1 else ""


def opening_verbs(text: str, lexicon: Lexicon) -> tuple[str, str]:
    """The last verb a phrase opens with, and the phrase without its lead-in words and verbs.

    A phrase of verbs alone (改造提升) leaves nothing, unless the last one names something too (培训).
    """
    verb, tails, compounds = "", lexicon["noun_tail"], lexicon["compound"]
    while text and not compounds.opens(text):
        word = lexicon.actions.opens(text)
        is_verb = bool(word) and lexicon.actions[word] != "reach"
        if not is_verb:
            word = lexicon.lead_ins.opens(text) or (text[0] if text[0] in _JOINTS else "")
            word = word or _adverb(text, lexicon)
        rest = text[len(word) :]
        if not word or (is_verb and not rest and word in lexicon.nouns) or rest[:1] in tails:
            break
        if rest and rest not in lexicon.actions and not is_noun(rest, lexicon):
            break
        if is_verb:
            verb = word
        text = rest
    return verb, text


@lru_cache(maxsize=8)
def _join(lexicon: Lexicon) -> Expression:
    joints = alternation(word for word in lexicon.words("conjunction") if word != "、")
    return expression(rf"(?<=.{{4}})(?:{joints})")


def named(phrase: str, lexicon: Lexicon) -> str:
    """What a phrase behind a quantity names.

    It ends at the verb that says what happens to it, and then at 和 behind a full noun (样板小区和餐饮单位产生的…).
    """
    phrase = phrase.partition("[")[0] if _NOTE.search(phrase) else phrase
    for end, verb in lexicon.noun_ends.each(phrase, 2):
        rest = phrase[end + len(verb) :]
        is_verb = phrase[end - 1] not in "“(" and rest[:1] not in lexicon["noun_tail"]
        is_verb = is_verb and not _crosses(phrase, end, verb, lexicon)
        if is_verb and (not rest or verb in lexicon.predicates or is_noun(rest, lexicon)):
            join = _join(lexicon).search(phrase, 0, end) if "、" not in phrase[:end] else None
            return without_adverbs(phrase[: join.start() if join else end], lexicon).rstrip("、")
    return without_adverbs(phrase.rstrip("、，和及与以在"), lexicon)


_NOTE = expression(r"\[\^?[0-9]{1,2}\]$")
"""The sign of a note to the text."""


def without_adverbs(noun: str, lexicon: Lexicon) -> str:
    """A noun without what belongs to the verb behind it: 排水小区年内(完工) -> 排水小区."""
    adverbs = lexicon["adverb"]
    if noun in adverbs:
        return ""
    while (adverb := adverbs.ends(noun)) and len(noun) - len(adverb) >= _SHORTEST:
        noun = noun[: -len(adverb)]
    return noun


_SHORTEST = 2
"""Characters of a noun."""

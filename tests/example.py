"""A made-up bulletin with facts of every kind, built by hand: what the graph can say, without any rule that reads."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from mappers.facts.fact import (
    AssessmentRow,
    Document,
    Entity,
    EntityType,
    Evidence,
    Fact,
    Outcome,
    Part,
    Period,
    Person,
    Slot,
    SlotValue,
    TimeSpan,
    Whole,
    keyed,
)
from mappers.facts.model import MODEL
from mappers.facts.spec import SlotType
from mappers.names.registers import load_registers
from mappers.text.bulletin import Bulletin, Distribution, Masthead, Section
from mappers.text.source import Text, read_text
from mappers.text.view import View

TEXT = """窗口快报
2024年第8期（总第120期）
一、工作动态
（一）权限与文件
市水利局发布2024年第2号公告，将“取水许可”委托给自贡市、泸州市水行政主管部门实施，自2024年6月1日起。
林业局与水利局联合印发《河岸绿化审批办法（试行）》。指南在政府门户网公布。
（二）会议与走访
3月5日，水利局在自贡召开窗口例会，审议《窗口考勤制度》，研究电子证照工作，提出2点要求：一要准时，二要热情。
何秋实赴青禾食品（泸州）有限公司走访。民政、水利窗口分别培训3次，60人参加。
水利局对8家单位开展“双随机”检查，发现台账缺失，已责令改正。
3月6日，水利局党组书记、局长何秋实到大厅值守。
云帆物流有限公司向水利窗口赠送锦旗。窗口获“工人先锋号”称号。
两局签署《跨市通办协议》。“食品经营许可”纳入“跨省通办”事项清单。窗口当天办结施工许可。
二、数据
本周受理320件、办结298件，累计受理12.60万件，同比增长8.1%，满意率99.9%。
清单共50项，其中许可30项、备案20项。指南在50余个平台发布。
着装情况：总体良好。
附件：考核结果
水利局 100 -1 3 102 1
民政局 100 0 2 102
报：市政府领导。（共印60份）
"""

BODY, WINDOW, GROUP, COMPANY = EntityType.BODY, EntityType.WINDOW, EntityType.GROUP, EntityType.COMPANY
WATER = Entity("水利局", BODY, "sc-slt", "四川省水利厅")
FOREST = Entity("林业局", BODY, None, "临江市林业局")
CIVIL = Entity("民政局", BODY, "sc-mzt", "四川省民政厅")
WATER_WINDOW = Entity("水利窗口", WINDOW, parent=WATER)
CIVIL_WINDOW = Entity("民政窗口", WINDOW, parent=CIVIL)
ZIGONG = Entity("自贡", EntityType.REGION, "510300", "自贡市")
LUZHOU = Entity("泸州市", EntityType.REGION, "510500", "泸州市")
ABSTRACTION = Entity("取水许可", EntityType.MATTER)
FOOD = Entity("食品经营许可", EntityType.MATTER)
COMPANY_FOOD = Entity("青禾食品（泸州）有限公司", COMPANY)
LOGISTICS = Entity("云帆物流有限公司", COMPANY)
PORTAL = Entity("政府门户网", EntityType.PLATFORM, full="临江市政府门户网")
DIRECTOR = Person("何秋实", "党组书记、局长", WATER)
MARCH_5 = TimeSpan(date(2024, 3, 5), date(2024, 3, 5))
WEEK = TimeSpan(date(2024, 3, 4), date(2024, 3, 8))
THIS_WEEK = Period("week", WEEK.start, WEEK.end)
YEAR_TO_DATE = Period("year_to_date", date(2024, 1, 1), WEEK.end)


@dataclass(frozen=True)
class Mapped:
    bulletin: Bulletin
    facts: tuple[Fact, ...]


def evidence(quote: str, text: str = TEXT) -> Evidence:
    """The first place of a quote."""
    start = text.index(quote)
    return Evidence(start, start + len(quote), quote)


def fact(kind: str, quote: str, section: str = "1.2", inherited: tuple[str, ...] = (), **slots: SlotValue) -> Fact:
    """A fact with its slots, those in `inherited` marked as taken from the context."""
    filled = tuple(Slot(name, value, name in inherited) for name, value in slots.items())
    made = Fact(kind, f"{kind}.example", evidence(quote), filled, section)
    return next(keyed([made], Counter()))


def statistic(quote: str, measure: str, value: str, unit: str, period: Period | None, **more: SlotValue) -> Fact:
    slots: dict[str, SlotValue] = {
        "scope": "综合窗口",
        "measure": measure,
        "value": Decimal(value),
        "unit": unit,
        **more,
    }
    if period is not None:
        slots["period"] = period
    return fact("statistic", quote, "2", **slots)


def by_hand() -> tuple[Fact, ...]:
    """Facts with every slot that their kinds can have."""
    notice = Document("2024年第2号公告", "2024年第2号公告")
    measures = Document("河岸绿化审批办法（试行）")
    release = fact("release", "市水利局发布2024年第2号公告", "1.1", actors=(WATER,), documents=(notice,), joint=False)
    joint = fact(
        "release",
        "林业局与水利局联合印发《河岸绿化审批办法（试行）》",
        "1.1",
        actors=(FOREST, WATER),
        documents=(measures,),
        joint=True,
        date=MARCH_5,
        basis="现行规定",
        references=(Document("绿化条例"),),
    )
    delegation = fact(
        "delegation",
        "将“取水许可”委托给自贡市、泸州市水行政主管部门实施，自2024年6月1日起",
        "1.1",
        inherited=("actors", "document"),
        direction="delegate",
        actors=(WATER,),
        document=notice,
        matters=(ABSTRACTION,),
        matter_count=1,
        regions=(replace(ZIGONG, text="自贡市"), LUZHOU),
        region_count=2,
        effective=date(2024, 6, 1),
        until=date(2026, 12, 31),
        mode="委托",
        delegatee="水行政主管部门",
    )
    meeting = fact(
        "meeting",
        "3月5日，水利局在自贡召开窗口例会，审议《窗口考勤制度》",
        actors=(WATER,),
        name="窗口例会",
        documents=(Document("窗口考勤制度"),),
        status="reviewed",
        date=MARCH_5,
        place=(ZIGONG,),
        segments=(Entity("经验交流", EntityType.TEXT),),
    )
    inspection = fact(
        "inspection",
        "水利局对8家单位开展“双随机”检查，发现台账缺失，已责令改正",
        actors=(WATER,),
        programme="“双随机”检查",
        targets=(Entity("单位", GROUP),),
        target_count=8,
        outcomes=(Outcome("台账缺失", "finding"), Outcome("责令改正", "follow_up")),
        matters=(ABSTRACTION,),
    )
    demands = tuple(
        fact("directive", words, speaker=DIRECTOR, addressee=WATER_WINDOW, text=words, ordinal=place, at=meeting.ref)
        for place, words in enumerate(("要准时", "要热情"), 1)
    )
    week = statistic("受理320件", "受理", "320", "件", THIS_WEEK)
    composition = fact(
        "composition",
        "清单共50项，其中许可30项、备案20项",
        "2",
        whole=Whole("清单", Decimal(50), "项"),
        parts=(Part("许可", Decimal(30)), Part("备案", Decimal(20))),
    )
    assessment = fact(
        "assessment",
        "考核结果",
        "att1",
        period=Period("month", date(2024, 2, 1), date(2024, 2, 29)),
        rows=(row(WATER, "-1", "3", 1, "水利局 100 -1 3 102 1"), row(CIVIL, "0", "2", None, "民政局 100 0 2 102")),
    )
    return (
        release,
        joint,
        delegation,
        meeting,
        *demands,
        fact("topic", "研究电子证照工作", text="电子证照工作", of=meeting.ref),
        fact("effect", "二要热情", text="服务更热情", of=meeting.ref, assertion="hedged"),
        fact("count_claim", "提出2点要求", label="要求", count=2, complete=True, of=meeting.ref, slot="directives"),
        fact(
            "visit",
            "何秋实赴青禾食品（泸州）有限公司走访",
            persons=(DIRECTOR,),
            destinations=(LUZHOU, COMPANY_FOOD, Entity("水电站", EntityType.PLACE, region="510500")),
            date=MARCH_5,
            part_of=meeting.ref,
        ),
        inspection,
        fact(
            "training",
            "民政、水利窗口分别培训3次，60人参加",
            actors=(CIVIL_WINDOW, WATER_WINDOW),
            topic="服务礼仪",
            audience="窗口人员",
            attendees=60,
            sessions=3,
            date=WEEK,
        ),
        fact("hall_duty", "3月6日，水利局党组书记、局长何秋实到大厅值守", persons=(DIRECTOR,), date=MARCH_5),
        fact(
            "commendation",
            "云帆物流有限公司向水利窗口赠送锦旗",
            giver=LOGISTICS,
            receiver=WATER_WINDOW,
            items=(Entity("锦旗", EntityType.TEXT),),
        ),
        fact(
            "award",
            "窗口获“工人先锋号”称号",
            receiver=(WATER_WINDOW,),
            honour="工人先锋号",
            granter=Entity("总工会", BODY),
        ),
        fact("agreement", "两局签署《跨市通办协议》", actors=(WATER, FOREST), documents=(Document("跨市通办协议"),)),
        fact("listing", "“食品经营许可”纳入“跨省通办”事项清单", matters=(FOOD,), list="“跨省通办”事项清单"),
        fact(
            "service_case",
            "窗口当天办结施工许可",
            actors=(WATER_WINDOW,),
            target=COMPANY_FOOD,
            matter=Entity("施工许可", EntityType.MATTER),
            text="当天办结",
            channel=PORTAL,
        ),
        fact("publication", "指南在政府门户网公布", "1.1", documents=(measures,), platforms=(PORTAL,)),
        week,
        statistic("办结298件", "办结", "298", "件", THIS_WEEK),
        statistic("累计受理12.60万件", "受理", "12.60", "万件", YEAR_TO_DATE, source=PORTAL),
        statistic("同比增长8.1%", "受理同比增长", "8.1", "%", YEAR_TO_DATE),
        statistic("满意率99.9%", "满意率", "99.9", "%", None),
        statistic("在50余个平台发布", "发布平台", "50", "个", None, approx=True),
        composition,
        assessment,
        fact("patrol", "着装情况：总体良好", "2", aspect="着装情况", result="总体良好"),
    )


#: A value for each type of slot that a kind can have without a writer of its own.
VALUES: dict[SlotType, SlotValue] = {
    SlotType.ENTITY: (WATER_WINDOW,),
    SlotType.DOCUMENT: (Document("河岸绿化审批办法（试行）"),),
    SlotType.PERSON: (DIRECTOR,),
    SlotType.WORDING: "窗口例会",
    SlotType.INTEGER: 2,
    SlotType.FLAG: True,
    SlotType.DAY: date(2024, 3, 5),
    SlotType.DATE: MARCH_5,
}


def by_model(described: Container[str]) -> Iterator[Fact]:
    """A fact of each kind that is not described, with a value for each of its own slots."""
    common = set.intersection(*({slot.name for slot in kind.slots} for kind in MODEL.values())) - {"date", "place"}
    for kind in MODEL.values():
        own = {slot.name: VALUES[slot.type] for slot in kind.slots if slot.name not in common and slot.type in VALUES}
        if kind.name not in described:
            yield fact(kind.name, "两局签署", **{**own, "place": (ZIGONG,)})


def facts() -> tuple[Fact, ...]:
    """At least one fact of every kind, those that need none of their own by hand made from the model."""
    made = by_hand()
    return (*made, *by_model({fact.kind for fact in made}))


def row(window: Entity, deduction: str, bonus: str, rank: int | None, quote: str) -> AssessmentRow:
    numbers = (Decimal(100), Decimal(deduction), Decimal(bonus), Decimal(102))
    return AssessmentRow(window, *numbers, rank, evidence(quote))


def bulletin(text: str = TEXT, series: str | None = "窗口快报") -> Bulletin:
    source: Text = read_text(text.encode(), "example.txt")
    publisher = Entity("临江市政务服务中心", BODY, region="510500")
    head = Masthead(
        series=series,
        year=2024,
        issue=8,
        total_issue=120,
        publisher=publisher,
        published=date(2024, 3, 11),
        period=WEEK,
        copies=60,
        distribution=(Distribution("报", (Entity("市政府领导", GROUP),), evidence("报：市政府领导", text)),),
        series_slug=load_registers().series_slug(series or "", None, publisher.name, publisher.region),
        evidence={"issue": evidence("2024年第8期", text), "copies": evidence("共印60份", text)},
    )
    sections = tuple(
        Section(
            key,
            title,
            printed,
            key.count(".") + 1,
            parent,
            text.index(title),
            len(text),
            (text.index(title), text.index(title) + len(title)),
        )
        for key, title, printed, parent in (
            ("1", "工作动态", "一", None),
            ("1.1", "权限与文件", "一", "1"),
            ("1.2", "会议与走访", "二", "1"),
            ("2", "数据", "二", None),
            ("att1", "考核结果", None, None),
        )
    )
    return Bulletin(source, View(text, array("I", range(len(text)))), head, sections, (), ())


def heading(title: str, text: str) -> tuple[int, int]:
    start = text.index(title)
    return start, start + len(title)


def mapped() -> Mapped:
    return Mapped(bulletin(), facts())

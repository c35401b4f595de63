"""Bulletins by the thousand, for measuring and for tests: own sentences in the genre, the same for the same seed.

Regions and bodies exist; persons, companies, figures and events are made up, and nothing here is a statement about
anybody. Each bulletin has its own number, so a folder of them is a run of one series. Nine tenths of a triple
stand in each character, as in the ten bulletins that this project was developed on, for a quarter of the items go on with
a sentence that tells how something was done, not what; facts stand closer, one in 34 characters instead of 42.

    python benchmarks/generate.py 1000 FOLDER
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

__all__ = ["bulletin", "write_folder"]

_BODIES = (
    *(
        "生态环境厅",
        "自然资源厅",
        "公安厅",
        "民政厅",
        "科技厅",
        "商务厅",
        "交通运输厅",
        "农业农村厅",
        "水利厅",
        "人力资源社会保障厅",
    ),
    *(
        "省卫生健康委",
        "省市场监管局",
        "省药监局",
        "省林草局",
        "省广电局",
        "省医保局",
        "省体育局",
        "省发展改革委",
        "住房城乡建设厅",
    ),
)
_CITIES = (
    *("成都", "自贡", "攀枝花", "泸州", "德阳", "绵阳", "广元", "遂宁", "内江", "乐山"),
    *("南充", "眉山", "宜宾", "广安", "达州", "雅安", "巴中", "资阳"),
)
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜"
_GIVEN = "明远文博子涵立新佳宁海平春晓振华思齐若兰国栋雨桐建业"
_FIRM_HEADS = ("云岭", "禾川", "锦澜", "拓安", "瑞峰", "青穗", "启衡", "汇澄", "星渡", "远澈")
_FIRM_TAILS = ("科技有限公司", "建材有限公司", "生物制药有限公司", "物流有限公司", "环保工程有限公司", "食品有限公司")
_TOPICS = (
    "行政许可事项办理",
    "电子证照应用",
    "跨区域协同审批",
    "信用承诺制改革",
    "窗口标准化建设",
    "工程建设项目审批",
    "惠企政策兑现",
)
_MATTERS = (
    "危险化学品经营许可",
    "临时用地审批",
    "医疗机构执业登记",
    "道路货运经营许可",
    "水产苗种生产许可",
    "食品生产许可",
    "建筑业企业资质延续",
)
_POSTS = ("副厅长", "一级巡视员", "二级巡视员", "总工程师")
_ASPECTS = (("一", "按时到岗情况"), ("二", "着装情况"), ("三", "纪律秩序"))
_LEADERS = ("副局长", "二级巡视员")
_MANNERS = (
    "工作人员逐一核对申请材料，耐心解释流程，让办事人少走路、少等候。",
    "各方结合岗位实际交流做法，大家认为思路清楚、措施具体。",
    "相关材料按档案管理的规定整理存放，便于日后查询。",
    "现场秩序良好，参加人员态度认真，气氛热烈。",
    "窗口把方便留给群众，把繁琐留给自己，细致周到的作风得到广泛好评。",
    "有关做法立足实际，贴近基层，为提升服务质量打下良好基础。",
    "针对企业反映的材料重复、等待时间长等情况，窗口主动对接，帮助理清思路。",
)

Random = random.Random


def _name(draw: Random) -> str:
    return draw.choice(_SURNAMES) + "".join(draw.sample(_GIVEN, draw.choice((1, 2))))


def _firm(draw: Random) -> str:
    return draw.choice(_CITIES) + draw.choice(_FIRM_HEADS) + draw.choice(_FIRM_TAILS)


def _meeting(draw: Random, day: str) -> str:
    body, topic = draw.choice(_BODIES), draw.choice(_TOPICS)
    where = draw.choice(_CITIES)
    return f"{day}，{body}在{where}召开全省{topic}工作推进会，通报前期进展，安排下一阶段任务。下月还将召开专题会议。"


def _release(draw: Random, day: str) -> str:
    one, two = draw.sample(_BODIES, 2)
    document = f"《关于规范{draw.choice(_TOPICS)}工作的通知》"
    return f"{day}，{one}会同{two}联合印发{document}，统一申请材料和办理流程。配套细则正在起草。"


def _visit(draw: Random, day: str) -> str:
    body = draw.choice(_BODIES)
    where, topic = draw.choice(_CITIES), draw.choice(_TOPICS)
    return f"{day}，{body}赴{where}市调研{topic}情况，走访{_firm(draw)}、{_firm(draw)}，听取企业意见。"


def _training(draw: Random, day: str) -> str:
    body, where, topic = draw.choice(_BODIES), draw.choice(_CITIES), draw.choice(_TOPICS)
    return f"{day}，{body}在{where}市举办{topic}业务培训，各市（州）审批人员共{draw.randint(30, 190)}人参训。"


def _inspection(draw: Random, day: str) -> str:
    count, faults = draw.randint(20, 60), draw.randint(2, 9)
    return (
        f"{day}，{draw.choice(_BODIES)}对{draw.choice(_CITIES)}市{count}家经营单位开展“双随机、一公开”检查，"
        f"发现台账登记不完整{faults}家，下达责令改正通知书{faults}份。"
    )


def _delegation(draw: Random, day: str) -> str:
    cities = "、".join(f"{city}市" for city in draw.sample(_CITIES, 3))
    number = draw.randint(2, 40)
    return (
        f"{day}，{draw.choice(_BODIES)}发布第{number}号公告，将“{draw.choice(_MATTERS)}”1项省级权限"
        f"委托{cities}实施。其余事项仍由省级办理。"
    )


def _banner(draw: Random, day: str) -> str:
    firm, body, matter = _firm(draw), draw.choice(_BODIES), draw.choice(_MATTERS)
    return f"{day}，{firm}向{body}窗口赠送锦旗一面，感谢窗口在{matter}办理中的热情服务。"


_TOLD_AT_LENGTH = 0.25
_KINDS: tuple[Callable[[Random, str], str], ...] = (
    *(_meeting, _release, _visit, _training, _inspection, _delegation, _banner),
)


def _duty(draw: Random, day: str) -> str:
    body = draw.choice(_BODIES)
    posts = _POSTS if body.endswith("厅") else _LEADERS
    who = f"{body}{draw.choice(posts)}{_name(draw)}"
    return f"{day}，{who}到省政务服务大厅{body}窗口值守，现场解答咨询{draw.randint(5, 40)}人次。"


def _figures(draw: Random) -> str:
    ready, promised = draw.randint(300, 900), draw.randint(400, 990)
    done = ready + promised - draw.randint(3, 60)
    total = draw.randint(20, 60) * 1000 + ready + promised
    closed = total - draw.randint(100, 400)
    return (
        f"本周，大厅各窗口受理申请{ready + promised}件，其中即办件{ready}件、承诺件{promised}件；办结{done}件，"
        f"颁发证照{done - draw.randint(20, 90)}份。今年以来，累计受理{total}件，办结{closed}件。"
    )


def _patrol() -> str:
    aspects = "".join(f"（{number}）{aspect}。总体情况良好。\n\n" for number, aspect in _ASPECTS)
    return f"本周大厅巡查情况如下：\n\n{aspects}"


def bulletin(index: int, characters: int = 2500) -> str:
    """The text of one bulletin. Those with other indexes have other numbers, dates and sentences."""
    draw = random.Random(index)
    year, week = 2004 + index // 50, index % 50 + 1
    days = [date.fromisocalendar(year, week, weekday) + timedelta(weeks=1) for weekday in range(1, 6)]
    printed = [f"{day.month}月{day.day}日" for day in days]
    head = (
        f"窗口工作周报\n\n{year}年第{week}期（总第{index + 1}期）\n\n四川省政府政务服务和公共资源交易服务中心\n\n"
        f"{days[4].year}年{days[4].month}月{days[4].day}日\n\n（{printed[0]}—{printed[4]}）\n\n"
    )
    tail = (
        f"三、大厅运行情况\n\n{_figures(draw)}\n\n"
        f"四、厅（局）长进大厅\n\n{_duty(draw, printed[1])}\n\n{_duty(draw, printed[3])}\n\n"
        f"五、大厅巡查\n\n{_patrol()}"
        f"送：中心领导，省级相关部门（单位）。\n\n发：各部门窗口。\n\n（共印{draw.randint(60, 120)}份）\n"
    )
    items: list[str] = []
    room = characters - len(head) - len(tail) - 20
    while room > 0:
        told = draw.choice(_KINDS)(draw, draw.choice(printed))
        items.append(f"{told}{draw.choice(_MANNERS)}\n\n" if draw.random() < _TOLD_AT_LENGTH else f"{told}\n\n")
        room -= len(items[-1]) + 4
    half = len(items) // 2
    first = "".join(f"（{number}）{text}" for number, text in enumerate(items[:half], 1))
    second = "".join(f"（{number}）{text}" for number, text in enumerate(items[half:], 1))
    return f"{head}一、政务工作动态\n\n{first}二、部门窗口动态\n\n{second}{tail}"


def write_folder(folder: Path, count: int, characters: int = 2500) -> list[Path]:
    """Write the first `count` bulletins as files and return them."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for index in range(count):
        path = folder / f"{index:05d}.txt"
        path.write_text(bulletin(index, characters), encoding="utf-8")
        files.append(path)
    return files


if __name__ == "__main__":
    write_folder(Path(sys.argv[2]), int(sys.argv[1]))

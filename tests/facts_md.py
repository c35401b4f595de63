"""What every fact of the model's list asks of the graphs of the two real bulletins, as SPARQL patterns.

The list (facts.md, outside the project) gives each fact a key: A01 to A60 for issue 49 of 2023, B01 to B47 for issue 33
of 2022. Here stands by hand what each key says, by meaning: whoever asks the graph for the fact must find it, whatever the
nodes are called. No wording of the bulletins is longer than what is needed to recognise it.

`?b` is the bulletin. ``has(?x, "a", "b")`` is written for a node whose name, title, label or text contains all of the words.
"""

from __future__ import annotations

import re

__all__ = ["ARGUED", "CHECKS", "NO_EVIDENCE", "PREFIXES", "ask"]

PREFIXES = """
PREFIX zw: <https://w3id.org/zhoubao/ontology#>
PREFIX code: <https://w3id.org/zhoubao/code/>
PREFIX body: <https://w3id.org/zhoubao/id/org/>
PREFIX region: <https://w3id.org/zhoubao/id/region/>
PREFIX window: <https://w3id.org/zhoubao/id/window/>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
_HAS = re.compile(r"has\((\?\w+)((?:,\s*\"[^\"]*\")+)\)")
_DECIMAL = re.compile(r"(zw:(?:value|claimedCount|baseScore|deduction|bonus|score) -?\d+)(?![\d.])")
_NAMES = "rdfs:label|skos:prefLabel|skos:altLabel|dct:title|foaf:name|zw:text|zw:documentNumber|zw:printedName"
_NAMES += "|dct:description|zw:topicText|zw:basedOnText|^zw:refersTo/zw:printedName"


def ask(pattern: str) -> str:
    """The query of a pattern."""
    count = iter(range(1000))

    def named(found: re.Match[str]) -> str:
        words = re.findall(r'"([^"]*)"', found[2])
        name = f"?name{next(count)}"
        tests = " && ".join(f'CONTAINS({name}, "{word}")' for word in words)
        return f"{found[1]} {_NAMES} {name} FILTER({tests})"

    return f"{PREFIXES} ASK {{ ?b a zw:Bulletin . {_DECIMAL.sub(_as_decimal, _HAS.sub(named, pattern))} }}"


def _as_decimal(found: re.Match[str]) -> str:
    """Numbers of the graph are decimals, and a pattern finds what is of the same type."""
    return f"{found[1]}.0"


def section(title: str, printed: str | None, ordinal: int, parent: str | None = None) -> str:
    number = f'; zw:printedNumber "{printed}"' if printed else ""
    above = f'?s zw:parentSection ?p . has(?p, "{parent}")' if parent else ""
    return f'?s a zw:Section ; dct:isPartOf ?b ; zw:ordinal {ordinal} ; dct:title "{title}"@zh {number} . {above}'


def figure(indicator: str, scope: str, kind: str, value: str, unit: str, start: str | None, end: str) -> str:
    first = f'?p dcat:startDate "{start}"^^xsd:date .' if start else "FILTER NOT EXISTS { ?p dcat:startDate ?any }"
    return f"""?o a zw:StatObservation ; zw:value {value} ; zw:printedUnit "{unit}" ; zw:indicator ?i ; zw:statScope ?c ;
        zw:refPeriod ?p ; zw:periodKind code:{kind} ; qb:dataSet ?set . ?p dcat:endDate "{end}"^^xsd:date . {first}
        has(?i, "{indicator}") has(?c, "{scope}")"""


def week(indicator: str, value: str, unit: str) -> str:
    return figure(indicator, "综窗", "week", value, unit, "2023-12-11", "2023-12-15")


def year(indicator: str, value: str, unit: str) -> str:
    return figure(indicator, "综窗", "year-to-date", value, unit, "2023-01-01", "2023-12-15")


def first_nine_months(indicator: str, scope: str, value: str) -> str:
    return figure(indicator, scope, "range", value, "件", "2022-01-01", "2022-09-30")


def row(window: str, deduction: str, bonus: str, score: str, rank: int, printed: int | None) -> str:
    blank = "FILTER NOT EXISTS { ?r zw:printedRank ?any }" if printed is None else f"?r zw:printedRank {printed} ."
    return f"""?r a zw:AssessmentResult ; zw:assessedUnit window:{window} ; zw:baseScore 100 ; zw:deduction {deduction} ;
        zw:bonus {bonus} ; zw:score {score} ; zw:rank {rank} ; qb:dataSet ?t ; zw:refPeriod ?p .
        window:{window} org:unitOf body:{window} . ?p dcat:startDate "2023-10-01"^^xsd:date ;
        dcat:endDate "2023-10-31"^^xsd:date . {blank}"""


def claim(owner: str, number: int, counted: str | None = None, complete: bool | None = None) -> str:
    of = f"; zw:countedProperty zw:{counted}" if counted else ""
    whole = f"; zw:complete {str(complete).lower()}" if complete is not None else ""
    return f"{owner} zw:countClaim ?n . ?n zw:claimedCount {number} {of} {whole} ."


def post(name: str, body: str, *titles: str, day: str | None = None) -> tuple[str, ...]:
    seen = f'; zw:observedOn "{day}"^^xsd:date' if day else ""
    return tuple(
        f'?t a zw:Tenure ; org:member ?m ; org:organization body:{body} ; org:role ?r {seen} . has(?m, "{name}") '
        f'has(?r, "{title}")'
        for title in titles
    )


def distribution(kind: str, *to: str) -> tuple[str, ...]:
    return tuple(
        f'?b zw:distribution ?d . ?d zw:distributionKind code:{kind} ; zw:recipient ?g . has(?g, "{name}")'
        for name in to
    )


def about(event: str, *wordings: str) -> tuple[str, ...]:
    """Topics of an event, each recognised by a piece of its wording."""
    return tuple(f'{event} ?e zw:topicText ?said . FILTER(CONTAINS(?said, "{words}"))' for words in wordings)


def demand(event: str, *words: str) -> str:
    said = ", ".join(f'"{word}"' for word in words)
    return f"{event} ?d a zw:Directive ; zw:issuedAt ?e . has(?d, {said})"


def patrol(aspect: str) -> str:
    return f"""?i a zw:PatrolItem ; dct:isPartOf ?w ; zw:result code:good . has(?i, "{aspect}")
        ?w a zw:HallPatrol ; zw:period ?p . ?p dcat:startDate "2022-09-26"^^xsd:date ; dcat:endDate "2022-09-30"^^xsd:date ."""


LISTS = '?e zw:producedDocument ?one , ?two . ?one a zw:PolicyList . ?two a zw:PolicyList . has(?one, "国家级") has(?two, "省级") '
CHUANYU = '?e a zw:Meeting . has(?e, "川渝通办", "工作对接会议")'
POLICE = '?e a zw:Meeting ; zw:organizer body:sc-gat ; zw:place region:510300 . has(?e, "深化改革推进会")'
LAND = '?e a zw:Meeting ; zw:organizer body:sc-zrzyt ; zw:place region:511500 . has(?e, "优化营商环境现场会")'
SAFETY = "?e a zw:Training ; zw:organizer body:sc-jxt ; zw:place region:511500 ."
WIND = "?e a zw:Visit ; zw:organizer body:sc-jtt ."
THREE = "?e a zw:Visit ; zw:organizer body:sc-yjt-spc ."
WATER = "?e a zw:Inspection ; zw:organizer body:sc-slt , body:sc-swj ."
PLANTS = "?e a zw:Delegation ; zw:delegator body:sc-lcj ."
DRUGS = "?e a zw:Issuance ; zw:organizer body:sc-yjj , body:cq-yjj ."
REGIONS_13 = [
    "510300",
    "510400",
    "510800",
    "510900",
    "511000",
    "511600",
    "511900",
    "511800",
    "511400",
    "512000",
    "513200",
    "513300",
    "513400",
]
HALL_2023 = '?e a zw:HallDuty ; zw:participant ?m ; zw:period ?p . ?p dcat:startDate "2023-12-11"^^xsd:date ; dcat:endDate "2023-12-15"^^xsd:date .'
BROADCAST = '?e a zw:Issuance ; zw:organizer body:sc-gdj , body:cq-whlyw ; zw:date "2022-09-26"^^xsd:date ; zw:producedDocument ?doc .'
BANNER = '?e a zw:Commendation ; zw:receiver window:sc-sthjt ; zw:date "2022-09-28"^^xsd:date .'
CASE = '?e a zw:ServiceCase ; zw:organizer window:sc-sthjt ; zw:target ?firm . has(?firm, "斯伦贝谢") '
WEEK_2022 = '?p dcat:startDate "2022-09-26"^^xsd:date ; dcat:endDate "2022-09-30"^^xsd:date .'
SANHUA = '?e a zw:Meeting ; zw:organizer body:sc-jxt ; zw:date "2022-09-29"^^xsd:date .'


def duty(name: str, day: str) -> str:
    return f'?e a zw:HallDuty ; zw:date "2022-09-{day}"^^xsd:date ; zw:participant ?m . has(?m, "{name}")'


def numbered(ordinal: int, *words: str) -> str:
    """One of the three demands of an official on duty."""
    said = ", ".join(f'"{word}"' for word in words)
    return f"""{LIU} ?d a zw:Directive ; zw:issuedAt ?e ; zw:ordinal {ordinal} ; zw:speaker ?m ;
        zw:topic code:yiwang-tongban . has(?d, {said})"""


BAI, LIU, ZHONG = duty("柏吉琼", "28"), duty("刘祥超", "30"), duty("钟承林", "30")

#: The table of A57: window, deduction, bonus, score, rank, printed rank.
ROWS = (
    ("sc-zrzyt", "0", "19", "119", 1, 1),
    ("sc-jtt", "0", "16", "116", 2, 2),
    ("sc-scjgj", "0", "13", "113", 3, 3),
    ("sc-lcj", "0", "10", "110", 4, 4),
    ("sc-gdj", "0", "9.5", "109.5", 5, 5),
    ("sc-gat", "0", "8", "108", 6, 6),
    ("sc-yjj", "0", "7", "107", 7, 7),
    ("sc-yjt", "0", "6.5", "106.5", 8, 8),
    ("sc-fgw", "0", "6", "106", 9, 9),
    ("sc-sthjt", "0", "5", "105", 10, 10),
    ("sc-mzt", "0", "4.5", "104.5", 11, 11),
    ("sc-slt", "0", "4", "104", 12, 12),
    ("sc-wlt", "0", "4", "104", 12, None),
    ("sc-nynct", "0", "3.5", "103.5", 14, 14),
    ("sc-swt", "0", "3", "103", 15, 15),
    ("sc-wsjkw", "0", "3", "103", 15, None),
    ("sc-jxt", "0", "2.5", "102.5", 17, 17),
    ("sc-kjt", "0", "2.5", "102.5", 17, None),
    ("sc-jst", "0", "2", "102", 19, 19),
    ("sc-swj", "0", "1.5", "101.5", 20, 20),
    ("sc-sft", "0", "1", "101", 21, 21),
    ("sc-xwcbj", "0", "0", "100", 22, 22),
    ("sc-qxj", "0", "0", "100", 22, None),
    ("sc-mch", "0", "0", "100", 22, None),
    ("sc-xfzd", "0", "0", "100", 22, None),
    ("cd-haiguan", "-2", "0", "98", 26, 26),
    ("sc-edu", "-12", "0", "88", 27, 27),
    ("sc-chj", "-12", "0", "88", 27, None),
    ("sc-dzj", "-12", "0", "88", 27, None),
)

CHECKS: dict[str, tuple[str, ...]] = {
    # --- 2023, no. 49 ---
    "A01": ('?b zw:issueYear "2023"^^xsd:gYear ; zw:issueNumber 49 ; zw:totalIssueNumber 469 ; zw:inSeries ?series .',),
    "A02": ('?b dct:title "窗口工作周报"@zh ; zw:inSeries/dct:title "窗口工作周报"@zh .',),
    "A03": ('?b dct:temporal ?p . ?p dcat:startDate "2023-12-11"^^xsd:date ; dcat:endDate "2023-12-15"^^xsd:date .',),
    "A04": ('?b dct:publisher body:sc-zwzx , ?x . ?x a zw:PublicBody . has(?x, "资源交易服务中心") has(?x, "省中心")',),
    "A05": ('?b dct:issued "2023-12-26"^^xsd:date .',),
    "A06a": (section("惠企政策直达快享专项行动", "一", 1),),
    "A06b": (section("政务工作动态", "二", 2),),
    "A06c": (section("厅（局）长进大厅", "三", 3),),
    "A06d": (section("综窗改革攻坚行动", "四", 4),),
    "A06e": (section("省本级综窗办件情况", "一", 1, "综窗改革"),),
    "A06f": (section("事项授权及受理手册编制推进情况", "二", 2, "综窗改革"),),
    "A06g": (section("其它工作开展情况", "三", 3, "综窗改革"),),
    "A07": (
        f"?e a zw:Issuance . {LISTS} ?one zw:documentStatus code:issued . ?two zw:documentStatus code:issued .",
        f"?e a zw:Issuance . {LISTS} FILTER NOT EXISTS {{ ?e zw:organizer ?anybody }}",
    ),
    "A08": (
        "?n zw:claimedCount 123 ; zw:breakdown ?x , ?y . ?x zw:claimedCount 122 . ?y zw:claimedCount 1 . "
        'has(?n, "国家清单") has(?x, "免申即享") has(?y, "快申快享")',
        '?doc a zw:PolicyList ; zw:countClaim ?n . ?n zw:claimedCount 123 . has(?doc, "国家级")',
    ),
    "A09": (
        "?n zw:claimedCount 71 ; zw:breakdown ?x , ?y . ?x zw:claimedCount 41 . ?y zw:claimedCount 30 . "
        'has(?n, "省级清单") has(?x, "免申即享") has(?y, "快申快享")',
        '?doc a zw:PolicyList ; zw:countClaim ?n . ?n zw:claimedCount 71 . has(?doc, "省级")',
    ),
    "A10": (
        '?e a zw:Publication ; zw:document ?one , ?two ; zw:publishedOn ?on . has(?one, "国家级") has(?two, "省级") '
        'has(?on, "四川政务服务网", "助企纾困")',
        claim("?e a zw:Publication .\n?e", 50, "publishedOn", complete=False) + " ?n zw:valueQualifier code:at-least .",
        claim("?e a zw:Publication .\n?e", 2, "document", complete=True),
    ),
    "A11": (
        f"{CHUANYU} ?e zw:topic code:chuanyu-tongban .",
        f'{CHUANYU} ?e zw:organizer ?o . has(?o, "办公厅")',
        f"{CHUANYU} ?e zw:organizer body:sc-zfbgt , body:cq-zfbgt .",
    ),
    "A12": tuple(
        f'{CHUANYU} ?e zw:document ?doc . ?doc zw:documentStatus code:agreed . has(?doc, "{words}") '
        "FILTER NOT EXISTS { ?doc dct:issued ?day }"
        for words in (
            "事项动态管理办法",
            "12345",
        )
    ),
    "A13": (
        *about(CHUANYU, "重点工作任务", "电子证照互认共享", "高效办成一件事"),
        f"{CHUANYU} ?e zw:topic code:dianzi-zhengzhao , code:gaoxiao-yijianshi .",
    ),
    "A14": (
        POLICE,
        'BIND(region:510300 AS ?x) has(?x, "自贡市") region:510300 zw:within region:510000 ; zw:gbCode "510300" .',
    ),
    "A15": about(POLICE, "2023年度", "推进落实情况"),
    "A16": (
        f'{POLICE} ?e zw:document ?doc . ?doc dct:type code:tongbao ; zw:issuedBy body:sc-gat ; zw:documentStatus code:issued . has(?doc, "法治化营商环境")',
    ),
    "A17": (
        '?e a zw:Visit ; zw:organizer body:sc-gat ; zw:destination ?x , ?y . has(?x, "学苑街派出所") has(?y, "航空产业园")',
        *about("?e a zw:Visit ; zw:organizer body:sc-gat .", "综合指挥室", "一窗通办", "无人机警务"),
        "?e a zw:Visit ; zw:organizer body:sc-gat ; zw:place region:510300 .",
        "?e a zw:Visit ; zw:partOfEvent ?m . ?m a zw:Meeting ; zw:organizer body:sc-gat .",
    ),
    "A18": (LAND, f"{LAND} ?e zw:topic code:yingshang-huanjing ."),
    "A19": about(LAND, "2023年度", "要素保障"),
    "A20": (
        SAFETY,
        f'{SAFETY} ?e zw:audience ?a . has(?a, "首席安全官")',
        f'{SAFETY} ?e zw:audience ?a . has(?a, "首席安全员")',
        '?m zw:refersTo region:511500 ; zw:printedName ?printed . FILTER(STR(?printed) = "宜宾")',
    ),
    "A21": about(SAFETY, "全员安全生产责任制"),
    "A22": (
        *(
            f'{SAFETY} ?e zw:segment ?x . ?x zw:partOfEvent ?e . has(?x, "{name}")'
            for name in ("专家授课", "示范企业观摩", "管理经验交流")
        ),
        f"{SAFETY} {claim('?e', 3, 'segment', complete=True)}",
        f'{SAFETY} ?e zw:claimedEffect ?said . FILTER(CONTAINS(?said, "安全管理能力素质"))',
    ),
    "A23": (
        f"{WIND} ?e zw:place region:513400 .",
        *about(WIND, "德昌风电项目"),
        'region:513424 zw:within region:513400 ; zw:gbCode "513424" .',
    ),
    "A24": tuple(
        f'{WIND} ?e zw:destination|zw:target ?x . ?x a zw:Enterprise . has(?x, "{name}")'
        for name in ("东方电气风电（凉山）", "安远物流")
    ),
    "A25": about(WIND, "大件运输许可", "意见建议"),
    "A26": (
        f"{THREE} ?e zw:place region:511800 , region:511500 , region:510500 .",
        *(
            f'{THREE} ?e zw:destination|zw:target ?x . has(?x, "{name}市政务服务中心")'
            for name in ("雅安", "宜宾", "泸州")
        ),
        f"{THREE} {claim('?e', 3, 'place', complete=True)}",
        "body:sc-yjt-spc a zw:Division ; org:unitOf body:sc-yjt .",
    ),
    "A27": about(THREE, "审批能力建设", "审批办理流程", "许可委托事项承接", "政务管理系统使用"),
    "A28": (
        f'{WATER} ?e zw:topic code:shuangsuiji ; zw:programmeText ?said . FILTER(CONTAINS(?said, "2023年取水许可"))',
        f'{WATER} ?e zw:target ?x . ?x a zw:Enterprise . has(?x, "德阳市自来水公司")',
        f"{WATER} {claim('?e', 10, 'target', complete=False)}",
    ),
    "A29": tuple(
        f'{WATER} ?e zw:finding ?x . ?x a zw:Finding . has(?x, "{words}")'
        for words in ("安装位置不规范", "取水计划未按时申报")
    ),
    "A30": tuple(
        f'{WATER} ?e zw:followUp ?x . ?x a zw:FollowUp . has(?x, "{words}")'
        for words in ("书面反馈问题", "提出整改意见", "公示检查情况")
    ),
    "A31": (
        '?doc a zw:OfficialDocument ; dct:type code:gonggao ; zw:issuedBy body:sc-lcj ; zw:documentStatus code:issued . has(?doc, "2023年第10号")',
    ),
    "A32": (
        f'{PLANTS} ?e zw:decidedBy ?doc ; zw:delegationMode code:weituo ; zw:delegationDirection code:delegate . has(?doc, "2023年第10号")',
        f'{PLANTS} ?e zw:delegatedItem ?x , ?y . has(?x, "采集国家二级保护") has(?y, "出售、收购国家二级保护") '
        "FILTER NOT EXISTS { ?e zw:delegatedItem ?z FILTER(?z NOT IN (?x, ?y)) }",
        f"{PLANTS} {claim('?e', 2, 'delegatedItem', complete=True)}",
    ),
    "A33": (
        f"{PLANTS} ?e zw:delegateRegion {' , '.join(f'region:{code}' for code in REGIONS_13)} . FILTER NOT EXISTS "
        f"{{ ?e zw:delegateRegion ?z FILTER(?z NOT IN ({', '.join(f'region:{code}' for code in REGIONS_13)})) }}",
        f"{PLANTS} {claim('?e', 13, 'delegateRegion', complete=True)}",
        *(
            f'{PLANTS} ?e zw:delegatee ?g . ?g zw:jurisdiction region:{code} . has(?g, "林草主管部门")'
            for code in REGIONS_13
        ),
        f'{PLANTS} ?e zw:delegatee ?g . ?g skos:prefLabel "自贡市林草主管部门"@zh .',
    ),
    "A34": (f'{PLANTS} ?e zw:effectiveDate "2024-01-01"^^xsd:date .', f"{PLANTS} {claim('?e', 21)}"),
    "A35": (
        f'{DRUGS} ?e zw:joint true ; zw:producedDocument ?doc . ?doc dct:type code:guicheng ; zw:issuedBy body:sc-yjj , body:cq-yjj ; zw:documentStatus code:issued . has(?doc, "告知承诺工作规程")',
    ),
    "A36": (f'{DRUGS} ?x zw:about ?e ; a zw:ClaimedEffect ; zw:assertionMode code:hedged . has(?x, "一把尺")',),
    "A37": (
        f'{DRUGS} ?x zw:about ?e ; zw:basedOnText ?said . FILTER(CONTAINS(?said, "证照分离"))',
        f"{DRUGS} ?e zw:topic code:gaozhi-chengnuo , code:zhengzhao-fenli .",
        *about(DRUGS, "受理标准", "文本文书"),
    ),
    "A38": post("李强", "sc-jxt", "总经济师"),
    "A39": (
        *post("龚瑞", "sc-sft", "二级巡视员"),
        '?t org:role ?r . ?r zw:category code:zhiji . has(?r, "二级巡视员")',
    ),
    "A40": (
        *tuple(f'{HALL_2023} has(?m, "{name}")' for name in ("李强", "龚瑞")),
        f"{HALL_2023} ?e zw:target window:sc-jxt , window:sc-sft .",
    ),
    "A41": ('?set a zw:StatDataset ; qb:structure zw:statDsd ; zw:reportedIn ?s . has(?s, "综窗办件情况")',),
    "A42": (week("咨询", "1479", "人次"),),
    "A43": (week("受理", "522", "件"),),
    "A44": (week("颁发", "2232", "件"),),
    "A45": (week("流转", "12601", "件"),),
    "A46": (year("咨询", "74716", "次"),),
    "A47": (year("受理", "23151", "件"),),
    "A48": (year("颁发", "171523", "件"),),
    "A49": (year("流转", "312870", "件"),),
    "A50": (figure("受理工作手册", "市场监督管理局", "week", "3", "个", "2023-12-11", "2023-12-15"),),
    "A51": (figure("受理工作手册", "综窗", "as-of", "1082", "个", None, "2023-12-15"),),
    "A52": (figure("占比", "综窗", "as-of", "65.77", "%", None, "2023-12-15"),),
    "A53": about('?e a zw:Training ; zw:audience ?a . has(?a, "综窗人员")', "整体形象", "业务水平和服务能力"),
    "A54": (
        "?e a zw:Training ; zw:organizer window:sc-jxt , window:sc-sft , window:sc-slt , window:sc-wlt ; zw:sessionCount 5 ; "
        'zw:audience ?a . has(?a, "新进综窗人员")',
        *about("?e a zw:Training ; zw:organizer window:sc-wlt .", "高频事项受办业务"),
        claim("?e zw:organizer window:sc-wlt .\n?e", 5) + " ?n zw:valueQualifier code:total-or-each .",
    ),
    "A55": about('?e a zw:Training ; zw:audience ?a . has(?a, "全体综窗人员")', "政务礼仪", "心态管理"),
    "A56": (
        '?s a zw:Attachment ; dct:isPartOf ?b . has(?s, "2023年10月", "窗口考核结果")',
        '?t a zw:Assessment ; qb:structure zw:assessmentDsd ; zw:reportedIn ?s . ?s a zw:Attachment . has(?t, "2023年10月", "考核")',
    ),
    "A56b": ('?s a zw:Attachment ; zw:evidence ?any . has(?s, "窗口考核结果")',),
    "A57.00": (
        "?t a zw:Assessment ; ^qb:dataSet/zw:baseScore ?base ; ^qb:dataSet/zw:bonus ?bonus ; ^qb:dataSet/zw:score ?score .",
    ),
    **{f"A57.{number:02}": (row(*values),) for number, values in enumerate(ROWS, 1)},
    "A58": distribution("song", "中心领导", "省级相关部门（单位）"),
    "A59": distribution("fa", "相关部门（单位）窗口", "各处（室）", "直属单位"),
    "A60": ("?b zw:copiesPrinted 91 .",),
    # --- 2022, no. 33 ---
    "B01": ('?b dct:title "窗口工作周报"@zh ; zw:inSeries/dct:title "窗口工作周报"@zh .',),
    "B02": ('?b zw:issueYear "2022"^^xsd:gYear ; zw:issueNumber 33 ; zw:totalIssueNumber 408 .',),
    "B03": ("?b dct:publisher body:sc-zwzx .",),
    "B04": ('?b dct:issued "2022-11-01"^^xsd:date .',),
    "B05": ('?b dct:temporal ?p . ?p dcat:startDate "2022-09-26"^^xsd:date ; dcat:endDate "2022-09-30"^^xsd:date .',),
    "B06a": ('?s a zw:Section ; dct:isPartOf ?b ; zw:ordinal 0 . has(?s, "政务服务工作")',),
    "B06b": (section("省级政务服务事项受理办理情况", "一", 1),),
    "B06c": (section("窗口工作动态", "一", 2),),
    "B06d": (section("优化营商环境工作开展情况", "一", 1, "窗口工作动态"),),
    "B06e": (section("窗口服务效能提升工作情况", "二", 2, "窗口工作动态"),),
    "B06f": (section("厅（局）长进大厅", "三", 3, "窗口工作动态"),),
    "B06g": (section("大厅巡查情况", "三", 3),),
    "B07": ('?o a zw:StatObservation ; dct:source ?x . has(?x, "四川一体化政务服务平台")',),
    "B08": ('?o zw:refPeriod ?p . ?p dcat:startDate "2022-01-01"^^xsd:date ; dcat:endDate "2022-09-30"^^xsd:date .',),
    "B09": (first_nine_months("受理", "省本级行政许可事项", "644608"),),
    "B10": (first_nine_months("办结", "省本级行政许可事项", "636146"),),
    "B11": (first_nine_months("受理", "公共服务事项", "19985725"),),
    "B12": (first_nine_months("办结", "公共服务事项", "7756140"),),
    "B13": (first_nine_months("受理", "其它九类行权事项", "50880"),),
    "B14": (first_nine_months("办结", "其它九类行权事项", "51546"),),
    "B15": (
        f"{BROADCAST} ?e zw:joint true ; zw:topic code:chuanyu-tongban . ?doc dct:type code:tongzhi ; "
        "zw:documentStatus code:issued ; zw:issuedBy body:sc-gdj , body:cq-whlyw ; "
        'dct:issued "2022-09-26"^^xsd:date . has(?doc, "川渝通办", "事项办理的通知")',
    ),
    "B16": (
        *(
            f'?e zw:concernsService ?x ; zw:publishedOn ?on . has(?x, "广播电视节目制作") has(?on, "{name}", "川渝通办")'
            for name in ("四川省政务服务网", "渝快办")
        ),
        '?e a zw:Listing ; zw:listedItem ?x ; zw:topic code:chuanyu-tongban . has(?x, "广播电视节目制作")',
    ),
    "B17": (
        f"{BROADCAST} ?d a zw:Directive ; dct:source ?doc ; zw:speaker body:sc-gdj , body:cq-whlyw ; zw:addressee ?g . "
        'has(?d, "逐一完善本地实施清单") has(?g, "各市（州）和区（县）")',
        "?d a zw:Directive ; zw:references ?cited . ?cited zw:documentStatus code:mentioned . "
        'has(?cited, "川渝通办", "工作规程")',
        '?d zw:references ?x . ?x a zw:PolicyList . has(?x, "川渝通办", "事项清单")',
    ),
    "B18": ('?d a zw:Directive ; zw:speaker body:sc-gdj . has(?d, "确保办事指南的精准性")',),
    "B19": (
        f"{BANNER} ?e zw:giver ?firm ; zw:commendationItem code:jinqi , code:ganxiexin . ?firm a zw:Enterprise . "
        'has(?firm, "斯伦贝谢")',
        "window:sc-sthjt org:unitOf body:sc-sthjt .",
    ),
    "B20": (
        f"{CASE} ?e zw:destination|zw:place region:640000 , region:150000 .",
        f'{CASE} {claim("?e", 4)} has(?n, "放射源") ?n zw:printedUnit "枚" .',
        f"{CASE} ?thanks a zw:Commendation ; zw:giver ?firm ; zw:receiver window:sc-sthjt .",
        f'{CASE} ?x zw:about ?e . has(?x, "静态管理期间")',
    ),
    "B21": (
        f"{CASE} ?e zw:concernsService ?x ; zw:channel ?way . "
        'has(?x, "异地使用备案") has(?way, "不见面") has(?e, "当天完成")',
    ),
    "B22": (
        f'{CASE} ?x zw:about ?e ; a zw:ClaimedEffect . has(?x, "燃眉之急")',
        f'{CASE} ?x zw:about ?e . has(?x, "批复文件")',
    ),
    "B23": (
        f"{BANNER} ?x zw:about ?e ; zw:assertionMode code:reported-speech ; zw:speaker ?firm . "
        'has(?x, "非常满意") has(?firm, "斯伦贝谢")',
    ),
    "B24": (f'{SANHUA} has(?e, "建设工作推进会")', f"{SANHUA} ?e zw:topic code:sanhua ."),
    "B25": (
        demand(SANHUA, "扎实推进我厅", "便利化"),
        f"{demand(SANHUA, '扎实推进我厅')} ?d zw:topic code:sanhua .",
        f"{SANHUA} ?d zw:issuedAt ?e ; zw:addressee body:sc-jxt .",
    ),
    "B26": (demand(SANHUA, "对标对表、扎实推进"), demand(SANHUA, "着眼长远、创新机制")),
    "B27": (
        BAI,
        *post("柏吉琼", "sc-jtwlfzzx", "二级巡视员", "主任", day="2022-09-28"),
        "body:sc-jtwlfzzx a zw:PublicBody .",
        f"{BAI} ?e zw:target window:sc-jtt .",
    ),
    "B28": about(BAI, "工作汇报", "疫情时期", "有机衔接", "审批队伍建设"),
    "B29": (
        LIU,
        *post("刘祥超", "sc-swt", "一级巡视员", day="2022-09-30"),
        f"{LIU} ?e zw:target window:sc-swt .",
    ),
    "B29b": about(LIU, "听取窗口工作汇报"),
    "B30": (f"{LIU} {claim('?e', 3, 'issuedAt', complete=True)}", f"{LIU} ?e zw:topic code:yiwang-tongban ."),
    "B31": (
        numbered(1, "巩固", "工作成效"),
        f'{LIU} ?d zw:issuedAt ?e ; zw:addressee ?g . has(?g, "审批处")',
    ),
    "B32": (numbered(2, "强化", "工作督促"),),
    "B33": (numbered(3, "请示汇报"), "?d a zw:Directive ; zw:ordinal 3 ; zw:misprint ?slip ."),
    "B34": (
        ZHONG,
        *post("钟承林", "sc-sthjt", "党组书记", "厅长", day="2022-09-30"),
        '?r zw:category code:dangnei-zhiwu . has(?r, "党组书记")',
        f"{ZHONG} ?e zw:target window:sc-sthjt .",
    ),
    "B35": (f'{ZHONG} ?case zw:partOfEvent ?e ; a zw:ServiceCase . {claim("?case", 2)} has(?n, "企业")',),
    "B36": about(ZHONG, "政务服务事项梳理", "办事流程", "办理时限"),
    "B37": (
        *post("吕芙蓉", "sc-zwzx", "党委书记", "主任", day="2022-09-30"),
        f'{ZHONG} ?x zw:about ?e ; zw:participant ?host . has(?host, "吕芙蓉")',
    ),
    "B38": (
        *about(ZHONG, "生态环境政务服务", "优化营商环境", "重大项目环评审批"),
        f"{ZHONG} ?e zw:topic code:yingshang-huanjing .",
    ),
    "B39": (
        f"{demand(ZHONG, '政务中心工作要求', '服务效能')} ?d zw:speaker ?m ; zw:topic code:sanhua .",
        f"{ZHONG} ?d zw:issuedAt ?e ; zw:addressee window:sc-sthjt .",
    ),
    "B40": (
        '?d a zw:Directive ; zw:speaker body:sc-zwzx ; zw:addressee ?g . has(?d, "须严格执行") has(?g, "各部门窗口")',
    ),
    "B41": ('?d a zw:Directive ; zw:topic code:fangguanfu . has(?d, "政务平台服务处", "督查（巡）查")',),
    "B42": (f'?w a zw:HallPatrol ; zw:period ?p ; zw:reportedIn ?s . {WEEK_2022} has(?s, "大厅巡查情况")',),
    "B43.1": (patrol("按时到岗情况"),),
    "B43.2": (patrol("工作区域标准化执行情况"),),
    "B43.3": (patrol("着装情况"),),
    "B43.4": (patrol("工作牌佩戴情况"),),
    "B43.5": (patrol("纪律秩序"),),
    "B43.6": (
        "?i a zw:PatrolItem ; zw:result code:narrative ; zw:resultText ?said . "
        'has(?i, "大厅防控情况") FILTER(CONTAINS(?said, "体温监测"))',
    ),
    "B44": distribution("bao", "中心领导"),
    "B45": distribution("song", "相关省级部门", "各处（室）", "直属单位"),
    "B46": distribution("fa", "各部门窗口"),
    "B47": ("?b zw:copiesPrinted 80 .",),
}

#: What a fact of the list says and the graph does not say on purpose.
ARGUED: dict[str, str] = {
    "A10": "That a zone is part of a platform follows from its name alone; nobody says so.",
    "A12": "A document that is only agreed has no issuer yet; who agreed stands at the agreement and the meeting.",
    "A19": "Wordings stay as printed: 明年 is not rewritten, and the bulletin has the year.",
    "A23": "A project that is only named in what a visit was about is no place that somebody went to; the wording is there.",
    "A25": "A matter that is only named in what an event was about is not what it was applied to; the wording is there.",
    "A28": "As A25: the permit is a part of the name of the inspection.",
    "A32": "That the delegator is the competent authority is what the delegation presupposes, not what it says; nor does "
    "the model keep kinds of matters (行政许可) in this version.",
    "A36": "Where a document holds follows from its title; the wording of the effect names both places.",
    "A40": "Duty in the hall is the class itself; which hall the publisher runs is not said here.",
    "A53": "A lead whose items follow is no fact beside them: its purpose and its audience stand at each item.",
    "A54": "As A53: no fact that this one would be a part of.",
    "A55": "As A53.",
    "A57.00": "The columns are the properties of the rows; the wording of the header is not kept.",
    "B16": "As A10.",
    "B20": "The thanks and the case share window and company, by which one leads to the other.",
    "B28": "As A25.",
    "B29": "“Officials in the hall” is the class of the event itself.",
    "B38": "As A25.",
    "B41": "A plan of a division is no fact; its wording stands as a note of the demand.",
    "B42": "As A40: the hall of the patrol is not named.",
}

#: Facts whose quote supports no node, and why.
NO_EVIDENCE: dict[str, str] = {
    "A56": "The line that announces the attachment; the title of the attachment itself (A56b) is the evidence.",
    "A57.00": ARGUED["A57.00"],
    "B42": "The words that open the list of items; each item has its own evidence.",
}

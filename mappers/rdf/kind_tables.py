"""What each kind of fact and each slot is in the graph: tables only.

Slots that exist for the graph alone, beside those of the JSON of facts and of :data:`mappers.facts.fact.GRAPH_KINDS`:

===============  ==================================================================================
status           of documents: issued, forwarded, agreed, reviewed, tabled, mentioned
mode             of a delegation: 委托, 下放, 赋权, 授权, …; without it the words of the quote decide
delegatee        who takes the power over in each region, as worded: 林草主管部门
delegatees       the same as entities
part_of          the fact that this one is a part of
target           of a hall_duty: the windows that the officials serve at; of a service_case, whom it was for
segments         named parts of an event: 专家授课, 现场观摩; of a count_claim, parts of the event it is about
basis            what a document or an act is based on, as worded
source           the platform or document that something was taken from
references       documents that are cited
channel          the platform that a case was handled on
assertion        reported-speech, hedged
note             further wording that belongs to the fact
===============  ==================================================================================
"""

from __future__ import annotations

from mappers.facts.fact import EntityType
from mappers.rdf.vocabulary import std, zw

__all__ = [
    "CLASSES",
    "COUNTED",
    "COUNTS",
    "DAYS",
    "FINDINGS",
    "INTEGERS",
    "KIND_SLOTS",
    "LABEL_SLOTS",
    "LINKS",
    "MODES",
    "PROGRAMME_SLOTS",
    "PROPERTIES",
    "STATUS",
    "STATUSES",
    "TEXTS",
]

#: Kind -> class, and the word that a label opens with.
CLASSES = {
    "release": (zw.Issuance, "发布"),
    "meeting": (zw.Meeting, "会议"),
    "visit": (zw.Visit, "走访调研"),
    "inspection": (zw.Inspection, "检查"),
    "delegation": (zw.Delegation, "权限变动"),
    "training": (zw.Training, "培训"),
    "hall_duty": (zw.HallDuty, "进大厅"),
    "commendation": (zw.Commendation, "感谢表扬"),
    "award": (zw.Award, "荣誉"),
    "agreement": (zw.Agreement, "协议"),
    "listing": (zw.Listing, "纳入"),
    "statistic": (zw.StatObservation, "统计"),
    "composition": (zw.CountClaim, ""),
    "assessment": (zw.Assessment, "考核"),
    "patrol": (zw.PatrolItem, "巡查"),
    "directive": (zw.Directive, "要求"),
    "count_claim": (zw.CountClaim, ""),
    "effect": (zw.ClaimedEffect, "成效"),
    "topic": (zw.TopicStatement, "内容"),
    "publication": (zw.Publication, "公开"),
    "service_case": (zw.ServiceCase, "办件"),
}

_G, _M, _P = EntityType.GROUP, EntityType.MATTER, EntityType.PLATFORM
#: Slots that lead to things: property, and what a bare string stands for.
LINKS = {
    "actors": (zw.organizer, _G),
    "persons": (zw.participant, _G),
    "destinations": (zw.destination, EntityType.PLACE),
    "targets": (zw.target, _G),
    "target": (zw.target, _G),
    "place": (zw.place, EntityType.REGION),
    "regions": (zw.place, EntityType.REGION),
    "matters": (zw.concernsService, _M),
    "matter": (zw.concernsService, _M),
    "giver": (zw.giver, _G),
    "receiver": (zw.receiver, _G),
    "receivers": (zw.receiver, _G),
    "granter": (zw.granter, _G),
    "granters": (zw.granter, _G),
    "audience": (zw.audience, _G),
    "speaker": (zw.speaker, _G),
    "addressee": (zw.addressee, _G),
    "platforms": (zw.publishedOn, _P),
    "channel": (zw.channel, _P),
    "source": (std.source, _P),
    "references": (zw.references, EntityType.TEXT),
    "documents": (zw.document, EntityType.TEXT),
    "document": (zw.decidedBy, EntityType.TEXT),
    "delegatees": (zw.delegatee, _G),
}
#: Where a slot means something of its own in a kind.
PROPERTIES = {
    ("delegation", "actors"): zw.delegator,
    ("delegation", "regions"): zw.delegateRegion,
    ("delegation", "matters"): zw.delegatedItem,
    ("listing", "matters"): zw.listedItem,
    ("release", "documents"): zw.producedDocument,
}
#: What a count_claim can count beside the slots that lead to things.
COUNTED: dict[str, str] = {
    "directives": zw.issuedAt,
    "segments": zw.segment,
    "delegatee": zw.delegatee,
    "parts": zw.breakdown,
}
TEXTS = {
    "text": zw.text,
    "basis": zw.basedOnText,
    "note": std.description,
    "topic": zw.topicText,
    "programme": zw.programmeText,
}
INTEGERS = {"attendees": zw.attendeeCount, "sessions": zw.sessionCount, "ordinal": zw.ordinal}
COUNTS = {
    "matter_count": ("matters", "事项数"),
    "region_count": ("regions", "地区数"),
    "target_count": ("targets", "对象数"),
}
DAYS = {"effective": zw.effectiveDate, "until": zw.validUntil}
STATUS = {"release": "issued", "agreement": "agreed", "meeting": "tabled", "delegation": "mentioned"}
#: States of a document, the one that says most first.
STATUSES = ("issued", "forwarded", "agreed", "reviewed", "tabled", "mentioned")
FINDINGS = {"finding": (zw.finding, zw.Finding), "follow_up": (zw.followUp, zw.FollowUp)}
MODES = ("委托", "下放", "赋予", "赋权", "授权", "收回", "停止", "终止", "失效")
#: Slots that a writer of a whole kind takes care of.
KIND_SLOTS = {
    "statistic": frozenset({"measure", "scope", "value", "unit", "approx", "period"}),
    "composition": frozenset({"whole", "parts", "period"}),
    "assessment": frozenset({"rows", "period"}),
    "patrol": frozenset({"aspect", "result"}),
    "count_claim": frozenset({"label", "count", "approx", "complete", "of", "slot", "unit", "segments"}),
}
LABEL_SLOTS = (
    *("name", "programme", "honour", "list", "topic", "documents", "matters", "aspect", "text"),
    *("receiver", "destinations", "targets", "persons", "actors", "document", "matter", "platforms"),
)
#: Slots whose wording can name a programme.
PROGRAMME_SLOTS = ("name", "topic", "programme", "list", "text", "basis", "note", "documents", "document")

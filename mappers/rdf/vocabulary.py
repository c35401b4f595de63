"""The terms that triples are written with, as N-Quads text; a term that is not listed raises AttributeError."""

from __future__ import annotations

from types import SimpleNamespace

from mappers.rdf import iris

__all__ = ["CODES", "SCHEMES", "ZW_TERMS", "code", "std", "zw"]

#: Every term of the project's own ontology that a bulletin's graph can hold.
ZW_TERMS = (
    *("Agreement", "AgentGroup", "Assessment", "AssessmentResult", "Attachment", "Award", "Bulletin", "BulletinSeries"),
    *("ClaimedEffect", "Commendation", "CountClaim", "Delegation", "Directive", "DistributionEntry", "Division"),
    *("Enterprise", "Event", "Finding", "FollowUp", "HallDuty", "HallPatrol", "Honour", "Inspection", "Issuance"),
    *("Listing", "MatterList", "Meeting", "Mention", "OfficialDocument", "Official", "PatrolItem", "Person", "Place"),
    *("Platform", "PolicyList", "PublicBody", "Publication", "Region", "RegionGroup", "Section", "ServiceCase"),
    *("ServiceItem", "ServiceWindow", "SourceText", "StatDataset", "StatObservation", "Tenure", "TextSpan", "Title"),
    *("TopicStatement", "Training", "Visit"),
    *("about", "addressee", "assertionMode", "assessedUnit", "attendeeCount", "audience", "baseScore", "basedOnText"),
    *("bonus", "breakdown", "channel", "claimedCount", "claimedEffect", "commendationItem", "comparison", "complete"),
    *(
        "concernsService",
        "copiesPrinted",
        "countClaim",
        "countedProperty",
        "date",
        "decidedBy",
        "deduction",
        "delegatedItem",
    ),
    *("delegatee", "delegateRegion", "delegationDirection", "delegationMode", "delegator", "destination"),
    *("distribution", "distributionKind", "document", "documentNumber", "documentStatus", "effectiveDate", "evidence"),
    *("finding", "followUp", "giver", "granter", "honour", "indicator", "inheritedSlot", "inSeries", "issuedAt"),
    *("issuedBy", "issueNumber", "issueYear", "joint", "jurisdiction", "listedItem", "lowerBound", "mention"),
    *("misprint",),
    *(
        "ordinal",
        "organizer",
        "page",
        "paragraph",
        "parentSection",
        "partOfEvent",
        "participant",
        "period",
        "periodKind",
        "place",
    ),
    *("printedName", "printedNumber", "printedPost", "printedRank", "printedUnit", "producedDocument", "publishedOn"),
    *("putOn", "rank", "receiver", "recipient", "references", "refersTo", "refPeriod", "reportedIn", "result"),
    *("resultText", "rule", "score", "sessionCount", "sha256", "speaker", "statScope", "supportsProperty", "target"),
    *(
        "text",
        "textSha256",
        "topic",
        "topicText",
        "totalIssueNumber",
        "unit",
        "unitMultiplier",
        "upperBound",
        "validUntil",
        "value",
    ),
    *("valueQualifier", "within", "assessmentDsd", "observedOn", "statDsd", "programmeText", "segment"),
)

#: Code lists whose concepts a mapper picks by label: scheme -> prefix of a concept that the list does not have.
SCHEMES = {
    "indicator": "measure",
    "statScope": "scope",
    "unit": "unit",
    "post": "post",
    "honour": "honour",
    "patrolResult": "result",
    "commendationItem": "token",
}

#: Single concepts that are written by name.
CODES = (
    *("stated", "inferred", "reported-speech", "hedged"),
    *("exact", "rounded", "at-least", "at-most", "approximate", "total-or-each"),
    *("issued", "forwarded", "agreed", "reviewed", "tabled", "mentioned"),
    *("delegate", "withdraw", "stop"),
    *("week", "month", "quarter", "year", "year-to-date", "range", "as-of", "unstated"),
    *("bao", "song", "fa", "chaosong", "good", "narrative", "wenjian", "zhiwu", "zhiji", "dangnei-zhiwu"),
)

zw = SimpleNamespace(**{name: f"<{iris.ONTOLOGY}{name}>" for name in ZW_TERMS})

_STANDARD = {
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": ("type",),
    "http://www.w3.org/2000/01/rdf-schema#": ("label",),
    "http://www.w3.org/2004/02/skos/core#": ("prefLabel", "altLabel", "inScheme", "broader", "Concept"),
    "http://purl.org/dc/terms/": (
        *("title", "issued", "publisher", "temporal", "isPartOf", "source", "conformsTo", "description", "spatial"),
        *("PeriodOfTime", "kind"),
    ),
    "http://www.w3.org/ns/dcat#": ("startDate", "endDate", "Dataset"),
    "http://xmlns.com/foaf/0.1/": ("primaryTopic", "name"),
    "http://www.w3.org/ns/org#": ("member", "organization", "role", "unitOf"),
    "http://purl.org/linked-data/cube#": ("dataSet", "structure"),
    "http://www.w3.org/ns/oa#": (
        *("hasSource", "hasSelector", "start", "end", "exact", "TextPositionSelector", "TextQuoteSelector"),
    ),
}

std = SimpleNamespace(
    **{
        name: f"<{namespace}{'type' if name == 'kind' else name}>"
        for namespace, names in _STANDARD.items()
        for name in names
    }
)

_CODE_TERMS = {name: f"<{iris.code(name)}>" for name in (*CODES, *SCHEMES)}


def code(name: str) -> str:
    """A concept or scheme of the code lists; an unknown one is a KeyError."""
    return _CODE_TERMS[name]

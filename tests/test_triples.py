"""Facts as triples: every kind, in forms that every store keeps, the same bytes for the same input."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from example import (
    CIVIL_WINDOW,
    LUZHOU,
    TEXT,
    THIS_WEEK,
    WATER,
    WATER_WINDOW,
    Mapped,
    bulletin,
    evidence,
    fact,
    mapped,
    statistic,
)
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF, RDFS, SKOS, XSD, Namespace

from mappers.facts.fact import Document, Entity, EntityType, Fact, Person, Slot, Whole
from mappers.facts.model import GRAPH_KINDS, KINDS
from mappers.rdf import fact_iri, graph_iri, iris, nquads
from mappers.rdf.figure_writer import FigureValue

ZW = Namespace(iris.ONTOLOGY)
CODE = Namespace(iris.CODE)
OA = Namespace("http://www.w3.org/ns/oa#")
ORG = Namespace("http://www.w3.org/ns/org#")


def graph_of(*facts: Fact) -> Graph:
    """The triples of the example bulletin with these facts only."""
    return parsed(nquads(Mapped(bulletin(), facts)))


def parsed(text: str) -> Graph:
    graph = Graph()
    graph.parse(data="".join(line.rsplit(" <", 1)[0] + " .\n" for line in text.splitlines()), format="nt")
    return graph


def node_of(one: Fact) -> URIRef:
    return URIRef(fact_iri(mapped(), one))


@pytest.fixture(scope="module")
def text() -> str:
    return nquads(mapped())


@pytest.fixture(scope="module")
def graph(text: str) -> Graph:
    return parsed(text)


def with_value(one: Fact, name: str, value: str) -> Fact:
    return replace(one, slots=tuple(replace(slot, value=value) if slot.name == name else slot for slot in one.slots))


def the(kind: str, number: int = 0) -> Fact:
    return [one for one in mapped().facts if one.kind == kind][number]


# --- the whole ----------------------------------------------------------------------------------------------------


def test_the_example_has_every_kind() -> None:
    assert {one.kind for one in mapped().facts} == {*KINDS, *GRAPH_KINDS}


def test_rdflib_and_oxigraph_read_the_same_graph(text: str) -> None:
    store = ox.Store()
    store.load(text.encode(), ox.RdfFormat.N_QUADS)
    dataset = Dataset(default_union=True)
    dataset.parse(data=text, format="nquads")
    assert len(store) == len(dataset) == text.count("\n")


def test_oxigraph_gives_back_the_same_bytes(text: str) -> None:
    store = ox.Store()
    store.load(text.encode(), ox.RdfFormat.N_QUADS)
    dumped = store.dump(format=ox.RdfFormat.N_QUADS)
    assert sorted(dumped.decode().splitlines()) == text.splitlines()


def test_rdflib_gives_back_the_same_bytes(text: str) -> None:
    dataset = Dataset()
    dataset.parse(data=text, format="nquads")
    assert sorted(filter(None, dataset.serialize(format="nquads").splitlines())) == text.splitlines()


def test_lines_are_sorted_by_code_point(text: str) -> None:
    lines = text.splitlines()
    assert [line.encode() for line in lines] == sorted(line.encode() for line in lines)


def test_no_blank_nodes(text: str) -> None:
    assert "_:" not in "".join(line[0:2] for line in text.splitlines())
    assert " _:" not in text


def test_all_is_in_the_graph_of_the_bulletin(text: str) -> None:
    assert {line.rsplit(" ", 2)[1] for line in text.splitlines()} == {f"<{graph_iri(mapped())}>"}


def test_same_bytes_for_any_hash_seed(text: str) -> None:
    script = (
        "from example import mapped; from mappers.rdf import nquads; import sys; sys.stdout.write(nquads(mapped()))"
    )
    root = Path(__file__).parent
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={
                **os.environ,
                "PYTHONHASHSEED": seed,
                "PYTHONPATH": f"{root}:{root.parent}",
                "PYTHONIOENCODING": "utf-8",
            },
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert outputs == {text.encode()}


def test_every_fact_has_type_label_evidence_rule_section_and_mode(graph: Graph) -> None:
    for one in mapped().facts:
        for predicate in (RDF.type, RDFS.label, ZW.evidence, ZW.rule, ZW.reportedIn, ZW.assertionMode):
            assert graph.value(node_of(one), predicate) is not None, (one.kind, predicate)


def test_every_evidence_is_the_text_at_its_offsets(graph: Graph) -> None:
    spans = set(graph.objects(None, ZW.evidence))
    assert spans
    for span in spans:
        found: dict[str, str] = {}
        for selector in graph.objects(span, OA.hasSelector):
            for name in ("start", "end", "exact"):
                if (value := graph.value(selector, OA[name])) is not None:
                    found[name] = str(value)
        assert TEXT[int(found["start"]) : int(found["end"])] == found["exact"]


def test_everything_that_is_pointed_to_is_described_or_registered(graph: Graph) -> None:
    known = ("id/region/", "id/org/sc-", "id/series/", "code/", "ontology")
    loose = {
        value
        for value in graph.objects()
        if isinstance(value, URIRef)
        and value.startswith(iris.BASE)
        and not value.removeprefix(iris.BASE).startswith(known)
        and (value, RDF.type, None) not in graph
    }
    assert loose == set()


# --- identity -----------------------------------------------------------------------------------------------------


def test_a_further_fact_renames_nothing() -> None:
    few, all_ = Mapped(bulletin(), mapped().facts[:5]), mapped()
    assert [fact_iri(few, one) for one in few.facts] == [fact_iri(all_, one) for one in all_.facts[:5]]


def test_layout_in_a_slot_renames_nothing() -> None:
    one = the("meeting")
    noisy = replace(one, slots=tuple(_noisy(slot) for slot in one.slots))
    assert fact_iri(mapped(), noisy) == fact_iri(mapped(), one)


def _noisy(slot: Slot) -> Slot:
    return replace(slot, value="窗口 **例会**\n") if slot.name == "name" else slot


def test_offsets_and_rule_do_not_identify() -> None:
    one = the("visit")
    assert fact_iri(mapped(), replace(one, evidence=evidence("数据"), rule="visit.other")) == fact_iri(mapped(), one)


def test_another_value_is_another_fact() -> None:
    assert fact_iri(mapped(), statistic("受理320件", "受理", "321", "件", THIS_WEEK)) != node_of(the("statistic"))


def test_values_cannot_run_into_each_other() -> None:
    first = fact("directive", "要准时", text="一;ordinal=2")
    second = fact("directive", "要准时", text="一", ordinal=2)
    assert fact_iri(mapped(), first) != fact_iri(mapped(), second)


def test_facts_that_say_the_same_share_a_node_with_both_evidences() -> None:
    one = the("statistic")
    twice = replace(one, evidence=evidence("本周受理320件"))
    assert len(list(graph_of(one, twice).objects(node_of(one), ZW.evidence))) == 2


def test_stated_once_is_stated() -> None:
    stated = fact("publication", "指南在政府门户网公布", platforms=(Entity("门户", EntityType.PLATFORM),))
    inherited = replace(stated, slots=tuple(replace(slot, inherited=True) for slot in stated.slots))
    modes = set(graph_of(inherited, stated).objects(node_of(stated), ZW.assertionMode))
    assert modes == {CODE.stated}


# --- terms --------------------------------------------------------------------------------------------------------

NASTY = 'a"b\\c\nd\re\tf\u2028g\x85h\x00i</x> <urn:p> "y" .\n<urn:s>'


@pytest.mark.parametrize("place", ["name", "quote", "unit"])
def test_nothing_in_a_text_can_break_out_of_its_literal(place: str) -> None:
    one = the("meeting") if place != "unit" else the("statistic")
    nasty = NASTY if place != "unit" else NASTY.replace("\x00", "")
    if place == "quote":
        one = replace(one, evidence=replace(one.evidence, quote=nasty))
    else:
        one = with_value(one, place, nasty)
    text = nquads(Mapped(bulletin(), (one,)))
    graph = parsed(text)
    assert any(str(value) == nasty for value in graph.objects() if isinstance(value, Literal))
    store = ox.Store()
    store.load(text.encode(), ox.RdfFormat.N_QUADS)
    assert len(store) == len(graph) == text.count("\n")


@pytest.mark.parametrize(
    ("value", "unit", "bounds"),
    [
        ("21.36", "万件", ("213550", "213650")),
        ("65.77", "%", ("65.765", "65.775")),
        ("65.70", "%", ("65.695", "65.705")),
        ("100", "%", ("99.5", "100.5")),
        ("320", "件", ("320", "320")),
    ],
)
def test_a_rounded_figure_is_an_interval(value: str, unit: str, bounds: tuple[str, str]) -> None:
    figure = FigureValue.read(Decimal(value), unit, None)
    assert (figure.lower, figure.upper) == tuple(map(Decimal, bounds))


@pytest.mark.parametrize(
    ("value", "lexical"), [("12.60", "12.6"), ("320", "320"), ("-0.0", "0"), ("1E+2", "100"), ("0.050", "0.05")]
)
def test_numbers_have_one_lexical_form(value: str, lexical: str) -> None:
    one = statistic("受理320件", "受理", value, "件", THIS_WEEK)
    found = graph_of(one).value(node_of(one), ZW.value)
    assert (str(found), getattr(found, "datatype", None)) == (lexical, XSD.decimal)


# --- what each kind says ------------------------------------------------------------------------------------------


def test_bulletin(graph: Graph) -> None:
    node = URIRef(graph_iri(mapped()).replace("/graph/", "/id/"))
    assert (node, ZW.issueNumber, Literal(8)) in graph
    assert (node, ZW.totalIssueNumber, Literal(120)) in graph
    assert (node, ZW.copiesPrinted, Literal(60)) in graph
    assert str(graph.value(node, DCTERMS.issued)) == "2024-03-11"
    period = graph.value(node, DCTERMS.temporal)
    assert str(graph.value(period, DCAT.endDate)) == "2024-03-08"


def test_masthead_evidence_says_what_it_supports(graph: Graph) -> None:
    assert len(list(graph.subjects(ZW.supportsProperty, ZW.issueNumber))) == 1


def test_sections_nest_and_keep_printed_numbers(graph: Graph) -> None:
    children = set(graph.subjects(ZW.parentSection, None))
    assert {str(graph.value(child, ZW.printedNumber)) for child in children} == {"一", "二"}
    assert len(set(graph.subjects(RDF.type, ZW.Attachment))) == 1


def test_distribution(graph: Graph) -> None:
    (entry,) = graph.subjects(RDF.type, ZW.DistributionEntry)
    assert graph.value(entry, ZW.distributionKind) == CODE.bao
    assert str(graph.value(graph.value(entry, ZW.recipient), SKOS.prefLabel)) == "市政府领导"


def test_delegation(graph: Graph) -> None:
    node = node_of(the("delegation"))
    assert str(graph.value(node, ZW.delegator)).endswith("/org/sc-slt")
    assert {str(region)[-6:] for region in graph.objects(node, ZW.delegateRegion)} == {"510300", "510500"}
    groups = {str(graph.value(group, SKOS.prefLabel)) for group in graph.objects(node, ZW.delegatee)}
    assert groups == {"自贡市水行政主管部门", "泸州市水行政主管部门"}
    assert str(graph.value(node, ZW.decidedBy)).endswith("/doc/sc-slt-gonggao-2024-2")
    assert graph.value(node, ZW.delegationMode) == CODE.weituo
    assert str(graph.value(node, ZW.effectiveDate)) == "2024-06-01"
    counts = {
        str(graph.value(c, ZW.countedProperty)): graph.value(c, ZW.complete) for c in graph.objects(node, ZW.countClaim)
    }
    assert counts == {str(ZW.delegatedItem): Literal(True), str(ZW.delegateRegion): Literal(True)}


def test_inherited_slots_are_named(graph: Graph) -> None:
    node = node_of(the("delegation"))
    assert {str(name) for name in graph.objects(node, ZW.inheritedSlot)} == {"actors", "document"}
    assert graph.value(node, ZW.assertionMode) == CODE.inferred


def test_the_mode_of_a_delegation_is_read_from_its_quote() -> None:
    one = the("delegation")
    bare = replace(one, slots=tuple(slot for slot in one.slots if slot.name != "mode"))
    assert set(graph_of(bare).objects(node_of(bare), ZW.delegationMode)) == {CODE.weituo}


def test_a_document_has_the_strongest_state_that_the_bulletin_gives_it() -> None:
    title = (Document("窗口考勤制度"),)
    quote = "3月5日，水利局在自贡召开窗口例会"
    held, issued = fact("meeting", quote, documents=title, name="例会"), fact("release", quote, documents=title)
    assert set(graph_of(held).objects(None, ZW.documentStatus)) == {CODE.tabled}
    assert set(graph_of(held, issued).objects(None, ZW.documentStatus)) == {CODE.issued}


def test_list_documents_and_kinds(graph: Graph) -> None:
    node = next(
        node for node in graph.subjects(DCTERMS.title, None) if "绿化审批" in str(graph.value(node, DCTERMS.title))
    )
    assert graph.value(node, DCTERMS.type) == CODE["guanli-banfa"]
    assert len(list(graph.objects(node, ZW.issuedBy))) == 2


def test_tenures_split_posts_and_are_observed(graph: Graph) -> None:
    roles = {graph.value(tenure, ORG.role) for tenure in graph.subjects(RDF.type, ZW.Tenure)}
    assert roles == {CODE["dangzu-shuji"], CODE.juzhang}
    assert {str(day) for day in graph.objects(None, ZW.observedOn)} == {"2024-03-05"}


def test_printed_names_are_kept(graph: Graph) -> None:
    names = {
        str(graph.value(mention, ZW.printedName)): str(graph.value(mention, ZW.refersTo))
        for mention in graph.subjects(RDF.type, ZW.Mention)
    }
    assert names["水利局"].endswith("/org/sc-slt")
    assert names["自贡"].endswith("/region/510300")


def test_registered_things_are_not_described(graph: Graph) -> None:
    assert (URIRef(iris.BASE + "id/org/sc-slt"), None, None) not in graph


def test_statistic_scales_and_growth(graph: Graph) -> None:
    node = node_of(the("statistic", 2))
    assert graph.value(node, ZW.unit) == CODE.case
    assert graph.value(node, ZW.unitMultiplier) == Literal(10000)
    assert str(graph.value(node, ZW.printedUnit)) == "万件"
    growth = graph.value(node_of(the("statistic", 3)), ZW.indicator)
    assert graph.value(growth, SKOS.broader) == CODE.shouli
    assert graph.value(growth, ZW.comparison) == CODE["year-on-year"]


def test_a_stock_has_a_period_that_is_not_stated(graph: Graph) -> None:
    node = node_of(the("statistic", 4))
    assert graph.value(node, ZW.periodKind) == CODE.unstated
    assert str(graph.value(node, ZW.refPeriod)).endswith("/period/unstated")


def test_a_measure_that_no_list_has_becomes_a_concept(graph: Graph) -> None:
    measure = graph.value(node_of(the("statistic", 5)), ZW.indicator)
    assert str(graph.value(measure, SKOS.prefLabel)) == "发布平台"
    assert graph.value(measure, SKOS.inScheme) == CODE.indicator


def test_more_than_fifty_is_at_least_fifty(graph: Graph) -> None:
    node = node_of(the("statistic", 5))
    assert graph.value(node, ZW.valueQualifier) == CODE["at-least"]
    assert str(graph.value(node, ZW.lowerBound)) == "50"
    assert graph.value(node, ZW.upperBound) is None


def test_composition(graph: Graph) -> None:
    node = node_of(the("composition"))
    parts = {
        str(graph.value(p, RDFS.label)): str(graph.value(p, ZW.claimedCount)) for p in graph.objects(node, ZW.breakdown)
    }
    assert (str(graph.value(node, ZW.claimedCount)), parts) == ("50", {"许可": "30", "备案": "20"})


def test_assessment_ranks_ties_alike_and_keeps_blanks(graph: Graph) -> None:
    rows = list(graph.subjects(RDF.type, ZW.AssessmentResult))
    assert {str(graph.value(row, ZW["rank"])) for row in rows} == {"1"}
    assert {str(graph.value(row, ZW.printedRank)) for row in rows} == {"1", "None"}
    assert {str(graph.value(row, ZW.deduction)) for row in rows} == {"-1", "0"}


def test_patrol_items_hang_on_one_patrol(graph: Graph) -> None:
    node = node_of(the("patrol"))
    assert graph.value(node, ZW.result) == CODE.good
    assert (graph.value(node, DCTERMS.isPartOf), RDF.type, ZW.HallPatrol) in graph


def test_demands_lead_to_their_meeting_and_are_counted(graph: Graph) -> None:
    meeting = node_of(the("meeting"))
    assert len(list(graph.subjects(ZW.issuedAt, meeting))) == 2
    assert graph.value(node_of(the("count_claim")), ZW.countedProperty) == ZW.issuedAt


def test_effects_and_topics_stand_on_the_event_too(graph: Graph) -> None:
    meeting = node_of(the("meeting"))
    assert str(graph.value(meeting, ZW.claimedEffect)) == "服务更热情"
    assert str(graph.value(meeting, ZW.topicText)) == "电子证照工作"
    assert graph.value(node_of(the("topic")), ZW.topic) == CODE["dianzi-zhengzhao"]


def test_one_number_after_respectively_is_ambiguous(graph: Graph) -> None:
    claims = graph.objects(node_of(the("training")), ZW.countClaim)
    assert [graph.value(claim, ZW.valueQualifier) for claim in claims] == [CODE["total-or-each"]]


def test_a_cut_name_of_a_programme_is_a_misprint() -> None:
    one = fact("directive", "要准时", text="做好“一网通”工作")
    right = fact("directive", "要准时", text="做好“一网通办”工作")
    assert [str(value) for value in graph_of(one).objects(node_of(one), ZW.misprint)] == ["一网通"]
    assert not list(graph_of(right).objects(node_of(right), ZW.misprint))


def test_names_of_persons_bodies_and_windows_are_described(graph: Graph) -> None:
    window = URIRef(iris.entity(WATER_WINDOW, iris.Scope("x", "y")))
    assert (window, ORG.unitOf, URIRef(iris.BASE + "id/org/sc-slt")) in graph
    assert graph.value(URIRef(iris.entity(CIVIL_WINDOW, iris.Scope("x", "y"))), SKOS.prefLabel) is not None


# --- what cannot be ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "slots",
    [
        {"wether": "fine"},
        {"attendees": "many"},
        {"attendees": True},
        {"joint": "yes"},
        {"date": "yesterday"},
        {"outcomes": (WATER,)},
        {"text": 3},
        {"at": "the meeting"},
        {"actors": Decimal(3)},
        {"matter_count": "two"},
        {"effective": "soon"},
    ],
)
def test_a_slot_that_cannot_be_names_fact_slot_and_value(slots: dict[str, object]) -> None:
    wrong = fact("training", "要准时", **slots)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"training fact of rule training\.example"):
        nquads(Mapped(bulletin(), (wrong,)))


def test_a_kind_that_is_not_known_is_refused() -> None:
    with pytest.raises(TypeError, match="'rumour'"):
        graph_of(fact("rumour", "要准时"))


def test_a_state_that_is_not_known_is_refused() -> None:
    with pytest.raises(TypeError, match="status"):
        graph_of(fact("release", "要准时", documents=(Document("办法"),), status="lost"))


def test_a_composition_without_a_whole_is_refused() -> None:
    with pytest.raises(TypeError, match="no whole"):
        graph_of(fact("composition", "要准时", whole="fifty"))


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity")])
def test_what_is_no_number_is_refused(value: Decimal) -> None:
    with pytest.raises(ValueError, match="no number"):
        graph_of(fact("composition", "要准时", whole=Whole("清单", value, "项")))


def test_strings_are_taken_where_names_are_expected() -> None:
    one = fact("visit", "要准时", actors=(WATER,), destinations="临江县", persons=(Person("何秋实"),), place=(LUZHOU,))
    assert (node_of(one), ZW.destination, None) in graph_of(one)

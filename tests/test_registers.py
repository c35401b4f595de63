"""The registers hold what they should, and a name is settled to what it means or to nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappers.names.registers import Registers, Resolution, load, load_registers

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "ontology" / "registers"
KNOWN = load_registers()
ZW = "https://w3id.org/zhoubao/ontology#"
SKOS = "http://www.w3.org/2004/02/skos/core#"

SICHUAN, GUIZHOU, DAZHOU, CHONGQING = "510000", "520000", "511700", "500000"
codes = st.sampled_from(sorted(KNOWN.regions))
names = st.sampled_from(
    sorted({name for r in KNOWN.regions.values() for name in (r.name, *r.short_names, *r.word_names)})
)


def level_counts(prefix: str = "") -> Counter[str]:
    return Counter(region.level for code, region in KNOWN.regions.items() if code.startswith(prefix))


# --- what the registers hold -------------------------------------------------------------------------------------


def test_levels_of_china_count_as_the_ministry_of_civil_affairs_counts_them() -> None:
    assert level_counts() == {"province": 34, "prefecture": 333, "county": 2846}


def test_sichuan_has_21_prefectures_and_183_counties() -> None:
    assert level_counts("51") == {"province": 1, "prefecture": 21, "county": 183}


def test_chongqing_has_38_districts_and_counties_and_no_level_between() -> None:
    assert level_counts("50") == {"province": 1, "county": 38}


def test_every_parent_exists_and_is_of_a_higher_level() -> None:
    rank = {"province": 0, "prefecture": 1, "county": 2}
    for region in KNOWN.regions.values():
        if region.level == "province":
            assert region.parent is None, region
        else:
            assert region.parent is not None, region
            assert rank[KNOWN.regions[region.parent].level] < rank[region.level], region


def test_codes_are_six_digits_and_agree_with_the_iri() -> None:
    stated: dict[str, list[str]] = {}
    for quad in ox.parse(path=str(FOLDER / "regions.ttl"), format=ox.RdfFormat.TURTLE):
        if quad.predicate.value == f"{ZW}gbCode":
            stated.setdefault(quad.subject.value.rsplit("/", 1)[1], []).append(quad.object.value)
    assert {code: [code] for code in KNOWN.regions} == stated
    assert all(len(code) == 6 and code.isdigit() for code in stated)


def test_a_short_form_is_never_a_single_character_nor_the_full_name() -> None:
    for region in KNOWN.regions.values():
        for form in (*region.short_names, *region.word_names):
            assert len(form) >= 2, region
            assert form != region.name, region


def test_only_verified_wikidata_links_are_published() -> None:
    linked = {
        quad.subject.value.rsplit("/", 1)[1]
        for quad in ox.parse(path=str(FOLDER / "regions.ttl"), format=ox.RdfFormat.TURTLE)
        if quad.predicate.value == f"{SKOS}exactMatch"
    }
    assert "510300" in linked
    assert not linked & {"513200", "513300", "513400", "511722"}


def test_every_body_has_a_region_and_divisions_have_their_body() -> None:
    for body in KNOWN.bodies.values():
        assert body.region in KNOWN.regions, body
        assert (body.type == "division") == (body.unit_of is not None), body
        assert body.unit_of is None or body.unit_of in KNOWN.bodies, body


def test_no_name_stands_for_two_bodies_of_one_region() -> None:
    uses = Counter((body.region, name) for body in KNOWN.bodies.values() for name in {body.name, *body.alt})
    assert [use for use, count in uses.items() if count > 1] == []


def test_every_series_has_a_publisher_of_the_register() -> None:
    assert all(series.publisher in KNOWN.bodies for series in KNOWN.series.values())


# --- names of regions --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "full"),
    [
        ("511722", "达州市宣汉县"),
        ("510300", "自贡市"),
        ("513400", "凉山彝族自治州"),
        ("513424", "凉山彝族自治州德昌县"),
        ("500118", "重庆市永川区"),
        ("520100", "贵阳市"),
        (SICHUAN, "四川省"),
        ("429004", "仙桃市"),
        ("110105", "北京市朝阳区"),
    ],
)
def test_full_name(code: str, full: str) -> None:
    assert KNOWN.full_name(code) == full


@pytest.mark.parametrize(
    ("code", "short"),
    [
        ("110000", ("北京",)),
        ("150000", ("内蒙古",)),
        ("450000", ("广西",)),
        ("810000", ("香港",)),
        ("513200", ("阿坝", "阿坝州")),
        ("433100", ("湘西", "湘西州")),
        ("510726", ("北川", "北川县")),
        ("622926", ("东乡", "东乡县")),
        ("410304", ("瀍河",)),
        ("632500", ("海南州",)),
        ("542500", ()),
        ("510321", ()),
    ],
)
def test_short_forms_follow_from_the_name(code: str, short: tuple[str, ...]) -> None:
    assert KNOWN.regions[code].short_names == short


@pytest.mark.parametrize(
    ("name", "jurisdiction", "context", "code"),
    [
        ("宣汉", SICHUAN, (), "511722"),
        ("宣汉", DAZHOU, (), "511722"),
        ("四川", SICHUAN, (), SICHUAN),
        ("凉山州", SICHUAN, (), "513400"),
        ("朝阳区", "110000", (), "110105"),
        ("鼓楼区", "320100", (), "320106"),
        ("鼓楼区", None, ("350100",), "350102"),
        ("市中区", SICHUAN, ("511000",), "511002"),
        ("白云区", SICHUAN, ("520100",), "520113"),
        ("城区", "140000", ("140300",), "140302"),
        ("南部", SICHUAN, (), "511321"),
        ("成都市", GUIZHOU, (), "510100"),
        ("成都", GUIZHOU, (), "510100"),
        ("西安", SICHUAN, (), "610100"),  # districts of two other cities are called so at home only
        ("中山", "210200", (), "210202"),
        ("宣汉县", GUIZHOU, (), "511722"),
        ("达州市宣汉县", None, (), "511722"),
        ("四川省成都市武侯区", None, (), "510107"),
        ("重庆永川", SICHUAN, (), "500118"),
        ("北京朝阳区", SICHUAN, (), "110105"),
    ],
)
def test_a_name_is_settled(name: str, jurisdiction: str | None, context: tuple[str, ...], code: str) -> None:
    assert KNOWN.resolve_region(name, jurisdiction, context).code == code


@pytest.mark.parametrize(
    ("name", "jurisdiction", "context"),
    [
        ("朝阳区", None, ()),
        ("朝阳区", SICHUAN, ()),
        ("鼓楼区", "320000", ()),
        ("市中区", SICHUAN, ()),
        ("朝阳", SICHUAN, ()),  # a city of Liaoning, a district of Beijing
        ("中山", "210000", ()),  # a city of Guangdong, a district of Dalian
        ("通川", GUIZHOU, ()),  # a short form of a county elsewhere
        ("高县", GUIZHOU, ()),  # two characters
        ("老城区", SICHUAN, ()),  # a common noun, and a district of Luoyang
        ("东区", SICHUAN, ()),  # a common noun, and a district of Panzhihua
        ("安康", SICHUAN, ()),  # an ordinary word, and a city of Shaanxi
        ("大安", SICHUAN, ("220800",)),  # one in Sichuan, one in the context
        ("四川南部", SICHUAN, ()),  # the south of Sichuan, not its county Nanbu
        ("高新区", SICHUAN, ()),
        ("贵安新区", GUIZHOU, ()),
        ("", SICHUAN, ()),
    ],
)
def test_a_name_stays_open(name: str, jurisdiction: str | None, context: tuple[str, ...]) -> None:
    assert KNOWN.resolve_region(name, jurisdiction, context).code is None


def test_an_open_name_comes_with_what_it_could_be() -> None:
    assert KNOWN.resolve_region("市中区", SICHUAN) == Resolution(None, ("511002", "511102"))


@pytest.mark.parametrize(
    ("name", "jurisdiction", "code"),
    [
        ("广安", SICHUAN, "511600"),
        ("阿坝", SICHUAN, "513200"),
        ("阿坝", "513231", "513231"),
        ("朝阳", "210000", "211300"),
    ],
)
def test_of_a_prefecture_and_its_county_the_prefecture_is_meant(name: str, jurisdiction: str, code: str) -> None:
    assert KNOWN.resolve_region(name, jurisdiction).code == code


@given(names, st.none() | codes, st.lists(codes, max_size=2).map(tuple))
def test_a_settled_name_is_a_name_of_that_region(name: str, jurisdiction: str | None, context: tuple[str, ...]) -> None:
    found = KNOWN.resolve_region(name, jurisdiction, context)
    assert set(found.candidates) <= {region.code for region in KNOWN.regions_named(name)}
    assert found.code is None or found.code in found.candidates


@given(names, st.none() | codes, codes, codes)
def test_the_order_of_the_context_does_not_matter(name: str, jurisdiction: str | None, one: str, two: str) -> None:
    forwards, backwards = (KNOWN.resolve_region(name, jurisdiction, context) for context in ((one, two), (two, one)))
    assert forwards == backwards


@given(codes, st.none() | codes)
def test_the_official_full_form_leads_back_to_its_region(code: str, jurisdiction: str | None) -> None:
    full = KNOWN.full_name(code)
    alone = [other for other in KNOWN.regions_named(full) if other.code != code] == []
    assert not alone or KNOWN.resolve_region(full, jurisdiction).code == code


@given(codes)
def test_a_full_name_within_its_parent_is_settled(code: str) -> None:
    region = KNOWN.regions[code]
    assert KNOWN.resolve_region(region.name, region.parent or code).code == code


@given(codes, codes)
def test_within_is_an_order(one: str, two: str) -> None:
    assert KNOWN.is_within(one, one)
    assert one == two or not (KNOWN.is_within(one, two) and KNOWN.is_within(two, one))


# --- names of bodies and series ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "jurisdiction", "slug"),
    [
        ("四川省公安厅", GUIZHOU, "sc-gat"),
        ("四川省科技厅", None, "sc-kjt"),
        ("四川气象局", GUIZHOU, "sc-qxj"),
        ("成都海关", None, "cd-haiguan"),
        ("共青团四川省委", None, "sc-tsw"),
        ("公安厅", SICHUAN, "sc-gat"),
        ("省公安厅", DAZHOU, "sc-gat"),
        ("政务中心", SICHUAN, "sc-zwzx"),
        ("省政务服务和资源交易服务中心", SICHUAN, "sc-zwzx"),
        ("省新闻出版局 (省电影局)", SICHUAN, "sc-xwcbj"),
        ("重庆市药监局", SICHUAN, "cq-yjj"),
        ("市药监局", "500118", "cq-yjj"),
    ],
)
def test_a_body_is_recognised(name: str, jurisdiction: str | None, slug: str) -> None:
    body = KNOWN.body_named(name, jurisdiction)
    assert body is not None
    assert body.slug == slug


@pytest.mark.parametrize(
    ("name", "jurisdiction"),
    [
        ("省公安厅", GUIZHOU),
        ("公安厅", GUIZHOU),
        ("公安厅", None),
        ("政务中心", DAZHOU),
        ("政务中心", GUIZHOU),
        ("市药监局", SICHUAN),
        ("省政府", CHONGQING),
        ("贵州省公安厅", SICHUAN),
        ("扎实推进我厅", SICHUAN),
    ],
)
def test_a_body_of_elsewhere_is_not_taken_for_a_known_one(name: str, jurisdiction: str | None) -> None:
    assert KNOWN.body_named(name, jurisdiction) is None


def test_a_body_is_found_by_each_of_its_names_at_home() -> None:
    for body in KNOWN.bodies.values():
        for name in (body.name, *body.alt):
            assert KNOWN.body_named(name, body.region) == body, name


def test_a_registered_series_has_its_slug_by_reference_or_by_name() -> None:
    publisher = KNOWN.bodies["sc-zwzx"].name
    assert KNOWN.series_slug("窗口工作周报", "sc-zwzx", None, SICHUAN) == "sc-ckgzzb"
    assert KNOWN.series_slug("窗口工作 周报", None, publisher, SICHUAN) == "sc-ckgzzb"


def test_other_series_are_told_apart_by_title_publisher_and_region() -> None:
    slugs = {
        KNOWN.series_slug(title, None, publisher, region)
        for title in ("窗口工作周报", "审批月报")
        for publisher in ("达州市行政审批局", "自贡市行政审批局", None)
        for region in (DAZHOU, "510300", None)
    }
    assert len(slugs) == 18
    assert "sc-ckgzzb" not in slugs


@given(st.text(), st.none() | st.text(), st.none() | codes)
def test_a_slug_of_a_series_is_lower_case_ascii(title: str, publisher: str | None, region: str | None) -> None:
    slug = KNOWN.series_slug(title, None, publisher, region)
    assert slug.isascii()
    assert slug == slug.lower()
    assert slug.replace("-", "").isalnum()


# --- reading and writing -----------------------------------------------------------------------------------------

PACKAGE = {
    "cities": [
        {"c": "5002", "n": "县", "p": "50"},
        {"c": "5103", "n": "自贡市", "p": "51"},
        {"c": "5132", "n": "阿坝藏族羌族自治州", "p": "51"},
        {"c": "5001", "n": "重庆市", "p": "50"},
    ],
    "counties": [
        {"c": "510321", "n": "荣县", "cc": "5103"},
        {"c": "500240", "n": "石柱土家族自治县", "cc": "5002"},
        {"c": "441900003000", "n": "东城街道", "cc": "4419"},
        {"c": "510302", "n": "自流井区", "cc": "5103"},
    ],
}
TABLE = """\
gb_code,level,name_zh,short_names,parent_code,name_en,wikidata,wikidata_status
510000,province,四川省,四川|川,,Sichuan,Q19770,verified
500000,province,重庆市,重庆,,Chongqing,Q11725,verified
513200,prefecture,阿坝藏族羌族自治州,阿坝,510000,,Q134110,unverified (single source)
"""


def make_regions(folder: Path, table: str = TABLE, seed: str = "0") -> subprocess.CompletedProcess[str]:
    lists = folder / "dist" / "code"
    lists.mkdir(parents=True, exist_ok=True)
    for name, content in PACKAGE.items():
        (lists / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    (folder / "table.csv").write_text(table, encoding="utf-8")
    command = [sys.executable, str(ROOT / "scripts" / "make_regions.py"), str(folder)]
    options = ["--table", str(folder / "table.csv"), "--output", str(folder / "regions.ttl")]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.run(command + options, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def small(tmp_path: Path) -> Registers:
    """The registers with the regions that the script makes of the small package."""
    assert make_regions(tmp_path).returncode == 0
    for name in ("bodies", "series"):
        (tmp_path / f"{name}.ttl").write_text("", encoding="utf-8")
    return load(tmp_path)


def test_the_script_leaves_out_what_is_no_region_and_hangs_its_counties_higher(small: Registers) -> None:
    parents = {code: region.parent for code, region in small.regions.items()}
    assert parents == {
        "500000": None,
        "500240": "500000",
        "510000": None,
        "510300": "510000",
        "510302": "510300",
        "510321": "510300",
        "513200": "510000",
    }


def test_the_script_writes_the_same_bytes_for_any_hash_seed(tmp_path: Path) -> None:
    written = []
    for seed in ("1", "2"):
        make_regions(tmp_path, seed=seed)
        written.append((tmp_path / "regions.ttl").read_bytes())
    assert written[0] == written[1]


def test_sources_that_disagree_write_nothing(tmp_path: Path) -> None:
    run = make_regions(tmp_path, TABLE + "510300,prefecture,自贡地区,,510000,,,\n")
    assert run.returncode != 0
    assert run.stderr.startswith("the sources disagree about 510300")
    assert not (tmp_path / "regions.ttl").exists()


def test_the_register_of_bodies_is_what_the_script_makes_of_its_table(tmp_path: Path) -> None:
    script = ROOT / "scripts" / "make_bodies.py"
    subprocess.run([sys.executable, str(script), "--output", str(tmp_path / "bodies.ttl")], check=True)
    assert (tmp_path / "bodies.ttl").read_text(encoding="utf-8") == (FOLDER / "bodies.ttl").read_text(encoding="utf-8")


def test_an_entry_without_a_name_is_an_error_that_says_where(tmp_path: Path) -> None:
    entry = f'<https://w3id.org/zhoubao/id/region/510300> <{ZW}gbCode> "510300" .\n'
    (tmp_path / "regions.ttl").write_text(entry, encoding="utf-8")
    with pytest.raises(ValueError, match=r"regions\.ttl: 510300 has no prefLabel@zh"):
        load(tmp_path)


def test_the_registers_read_the_same_for_any_hash_seed() -> None:
    program = (
        "from mappers.names.registers import load_registers; import hashlib; k = load_registers();"
        "text = repr((dict(k.regions), dict(k.bodies), dict(k.series), k.regions_named('朝阳区')));"
        "print(hashlib.sha256(text.encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(digests) == 1

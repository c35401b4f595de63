"""The words on the views, in both languages; what the bulletins themselves say stays as it is printed."""

from __future__ import annotations

from collections.abc import Mapping

from zhoubao.messages import language

__all__ = ["WORDS", "words"]

#: Key -> Chinese, English.
WORDS: Mapping[str, tuple[str, str]] = {
    "all_facts": ("全部事实", "all facts"),
    "also": ("又名", "also called"),
    "cut_axis": ("横条自 {low} 分起", "bars begin at {low}"),
    "date": ("日期", "date"),
    "figures": ("图中数字", "The figures of this picture"),
    "findings": ("检查 {bulletins} 期，发现 {count} 处", "{bulletins} bulletins checked, {count} findings"),
    "kind": ("类别", "kind"),
    "map_about_powers": (
        "每格为点名委托、下放给该地的不同事项数；只说“各市（州）”的不计。颜色越深越多，灰色为零。",
        "Each tile counts the different matters delegated to the region by name; a delegation to all counts for none. "
        "Darker is more, grey is none.",
    ),
    "map_about_silence": (
        "每格为点到该地或其下辖地的事实数；灰底虚线者在库中简报里无一事提及。沉默是简报的沉默，不是该地无事。",
        "Each tile counts the facts that name the region or one in it; grey with a broken line: none. The silence is of "
        "the bulletins in the store, not of the region.",
    ),
    "map_about_visits": (
        "每格为去往或针对该地及其下辖地、机构、企业的走访、观摩、检查数；灰色为零。",
        "Each tile counts the visits, tours and inspections that went to the region or to what lies in it; grey is none.",
    ),
    "map_powers": ("承接权限的事项数", "matters delegated"),
    "map_silence": ("被提及的事实数", "facts that name it"),
    "map_visits": ("走访与检查", "visits and inspections"),
    "ranking": ("窗口考核排名 {months}", "Ranking of the windows {months}"),
    "ranking_about": (
        "圆内为按得分算出的名次，同分同名次；所印名次见下表。",
        "Ranks are computed from the scores, equal scores share a rank; the printed rank is in the table.",
    ),
    "nothing_found": ("未发现问题", "nothing wrong was found"),
    "role": ("角色", "part"),
    "search_fact": ("查找事实", "find a fact"),
    "series_about": (
        "照所印数字，按时段类别分开；累计数若下降，是原文如此。",
        "Figures as printed, each kind of period apart; a cumulative figure that falls is the bulletin's.",
    ),
    "severity_Info": ("提示", "note"),
    "severity_Violation": ("违例", "violation"),
    "severity_Warning": ("警告", "warning"),
    "silent": ("无一提及或为零", "none"),
    "timeline": ("{about}：时间线", "{about}: time line"),
    "timeline_about": (
        "每点一件事实，立于其日期、时段首日或权限生效之日；原文无日期者立于印发之日。",
        "Each dot is a fact, on its day, the first of its period, or the day a power changes hands; without a day in the "
        "text, on the day of issue.",
    ),
    "where": ("出处", "where"),
    "words": ("原文", "words"),
    "all": ("全部", "all"),
    "by_group": ("关系群组", "community"),
    "by_sort": ("对象类别", "sort of node"),
    "closer": ("放大", "zoom in"),
    "colour": ("着色", "colour by"),
    "counts": ("{nodes} 个对象，{links} 条联系，{facts} 件事实", "{nodes} nodes, {links} links, {facts} facts"),
    "dated_issue": ("印发日期", "day of issue"),
    "facts": ("事实", "facts"),
    "farther": ("缩小", "zoom out"),
    "fit": ("看全图", "see all"),
    "group": ("群组", "community"),
    "hint": (
        "点选图中之物，查看所据事实与原文。",
        "Click something in the picture for the words it stands on.",
    ),
    "kinds": ("事实类别", "kinds of fact"),
    "linked": ("相关对象", "linked with"),
    "meaning_title": ("这张图说明什么", "What this picture means"),
    "more": ("其余 {count} 件", "{count} more"),
    "none": ("没有事实", "no facts"),
    "nothing": ("无此名称", "nothing of this name"),
    "search": ("查找名称", "find a name"),
    "since": ("起", "from"),
    "sort_body": ("机构", "public body"),
    "sort_company": ("企业", "company"),
    "sort_document": ("文件", "document"),
    "sort_group": ("统称", "group"),
    "sort_matter": ("事项", "matter"),
    "sort_person": ("人员", "person"),
    "sort_place": ("地点", "place"),
    "sort_region": ("地区", "region"),
    "sort_window": ("窗口", "window"),
    "strongest": ("联系最多", "linked most"),
    "until": ("止", "until"),
}


def words() -> dict[str, str]:
    """The words in the user's language."""
    chosen = 0 if language() == "zh" else 1
    return {key: both[chosen] for key, both in WORDS.items()}

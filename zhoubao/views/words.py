"""The words on the views, in both languages; what the bulletins themselves say stays as it is printed."""

from __future__ import annotations

from collections.abc import Mapping

from zhoubao.messages import language

__all__ = ["WORDS", "words"]

#: Key -> Chinese, English.
WORDS: Mapping[str, tuple[str, str]] = {
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
        "Click a node or a link for the facts and the words they stand on.",
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

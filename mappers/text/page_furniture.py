"""What a web page puts around an official text: where one is, search and share, next and previous, related links.

Lines are judged one by one above the body, and from a first mark of the page's foot on below it, where no line may be a
sentence of its own. What is cut stays in the original, is named by :attr:`View.cut`, and may still say who published
the page and when.
"""

from __future__ import annotations

from mappers.regex import regex
from mappers.text.lines import TextLine

__all__ = ["cut_furniture"]

_GAP = r"\s*"


def _spaced(words: str) -> str:
    """Alternatives of words between whose characters a page may put blanks: 索 引 号."""
    return "|".join(_GAP.join(word) for word in words.split())


#: What the head of a page says of the page, a name and a colon: one of these tells a page, of the others two.
_PAGE_FIELDS = _spaced(
    "索引号 备注/文号 发布机构 发文机构 公开日期 公文生成日期 成文日期 发文日期 发布日期 发布时间 生成日期 生效日期 废止日期 主题分类 信息分类 主题词 关键词 体裁 时效 "
    "信息名称 撰写时间 内容概览 信息来源 文章来源 来源单位 稿件来源 浏览次数 浏览量 访问量 阅读量 阅读次数 点击数 点击量 点击率 字体 字体大小 字号 分享到 分享"
)
_OTHER_FIELDS = _spaced("来源 时间 阅读 点击 作者 编辑 责任编辑 文号 打印")
_FIELD = regex(rf"(?:^|[\s|•·【\[（(])(?:{_PAGE_FIELDS}){_GAP}[:：]")
_ANY_FIELD = regex(rf"(?:^|[\s|•·【\[（(])(?:{_PAGE_FIELDS}|{_OTHER_FIELDS}){_GAP}[:：]|打印$")
_STAMP = regex(r"\d{4}-\d{1,2}-\d{1,2}\s+\d{1,2}:\d{2}")
_WHERE = regex(
    r"^(?:当前|您(?:现在)?(?:的|所在的?)?|现在的?)位置|^(?:网站|本站)?首\s?页(?:\s*[>＞»|—-]|\s+\S)|设为首页|加入收藏|无障碍|(?:长者|适老)(?:模式|版)?|登录\s*\|"
    r"|^网站首页|^本站首页|智能问答|[>＞»]\s*(?:正文|详情|详细内容|[\u4e00-\u9fff]{2,8})\s*$"
)
_BUTTONS = regex(
    r"(?:[\s【】\[\]()（）|:：/·]|打印(?:本[页文])?|关闭(?:窗口|本页)?|收藏|字体(?:大小)?|字号|[大中小]|分享(?:到)?|微信|微博|新浪微博|QQ空间|QQ好友|点赞|在看|返回顶部|T|A[+-]?)++"
)
#: What the foot of a page begins with.
_FOOT = regex(
    r"^[\s【\[（(·•]*(?:打印(?:本[页文])?|关闭(?:窗口|本页)?|收藏|上一?[篇条页则]|上一[篇条页]|下一?[篇条页则]|分享(?:到)?[:：]?|扫一扫|相关(?:链接|新闻|解读|阅读|文章|信息)|推荐阅读|最新文章|热门"
    r"|版权(?:声明|所有)|网站地图|站点地图|联系我们|主办(?:单位)?[:：][^\n]*(?:ICP备|网站|承办|技术|联系|办公室|局|中心)|承办(?:单位)?[:：]|技术支持|点赞|责任编辑[:：]|[\u4e00-\u9fff]ICP备"
    r"|附件?[:：][^，。]*\.(?:docx?|pdf|xlsx?|wps|rar|zip)\s*$)"
)
_HAN = regex(r"[\u4e00-\u9fff]")
#: Characters from the first of a sentence to its end; shorter ones are titles and captions.
_SENTENCE_LENGTH = 25
#: A row of a table, which may begin with a word of the foot: 打印\t20.
_TABLE_ROW = regex(r"\t|\|.*\||(?:情况|统计|结果)表?$")
_LETTER = regex(r"^(?:主?报|抄?送|发|抄报|抄送|主送|分送)[：:]|^（?共?印")
_HEAD_LINES = 24
#: The most characters of a row of buttons.
_BUTTON_ROW = 120
_HEAD_HINTS = ("：", ":", "首页", "首 页", "位置", "收藏", "无障碍", "模式", "登录", "适老", "问答", ">", "＞", "»")
_FOOT_HINTS = (
    "打印",
    "关闭",
    "收藏",
    "上一",
    "下一",
    "分享",
    "扫一扫",
    "相关",
    "推荐",
    "最新",
    "热门",
    "版权",
    "地图",
    "联系我们",
    "主办",
    "承办",
    "技术支持",
    "点赞",
    "责任编辑",
    "ICP",
    "附",
)


def cut_furniture(lines: list[TextLine]) -> tuple[list[TextLine], tuple[tuple[int, int], ...]]:
    """The lines with blank ones in the place of furniture, and the original offsets of what was cut.

    A text without any mark of a web page comes back as it is.
    """
    cut = {*_head(lines), *_foot(lines)}
    if not cut:
        return lines, ()
    kept = [TextLine("", [], "", line.start) if i in cut else line for i, line in enumerate(lines)]
    return kept, tuple((lines[i].start, lines[i].start + len(lines[i].raw)) for i in sorted(cut) if lines[i].text)


def _head(lines: list[TextLine]) -> set[int]:
    """Furniture above the body, and rows of buttons anywhere."""
    found: set[int] = set()
    seen = 0
    for i, line in enumerate(lines):
        if line.blank:
            continue
        text = line.raw.strip()
        if 1 < len(text) <= _BUTTON_ROW and _BUTTONS.fullmatch(text):
            found.add(i)
        if seen < _HEAD_LINES:
            seen += 1
            if _is_sentence(text):
                seen = _HEAD_LINES
            elif _has(text, _HEAD_HINTS) and _is_head(text):
                found.add(i)
    return found


def _is_sentence(text: str) -> bool:
    """Whether a line holds a sentence of its own."""
    if text.endswith("。"):
        return True
    first = _HAN.search(text)
    return first is not None and max(text.rfind("。"), text.rfind("；")) - first.start() >= _SENTENCE_LENGTH


def _is_head(text: str) -> bool:
    return bool(_WHERE.search(text) or _FIELD.search(text) or _STAMP.search(text) or len(_ANY_FIELD.findall(text)) > 1)


def _foot(lines: list[TextLine]) -> set[int]:
    """From the first mark of the foot behind which no sentence and no list of receivers stands."""
    texts = [i for i, line in enumerate(lines) if not line.blank]
    first: int | None = None
    for i in reversed(texts):
        text = lines[i].raw.strip()
        if _has(text, _FOOT_HINTS) and _FOOT.search(text) and not _TABLE_ROW.search(text):
            first = i
        elif _LETTER.search(text) or _is_sentence(text):
            break
    return set() if first is None else {i for i in texts if i >= first}


def _has(text: str, hints: tuple[str, ...]) -> bool:
    """Whether one of the words stands in a line: asked before a long pattern, which then is seldom compiled."""
    return any(hint in text for hint in hints)

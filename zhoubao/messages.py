"""Every message of the tool, in Chinese and English, each with a code.

A message says what is wrong and what to do; the place is put before it by the error that carries it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["LABELS", "MESSAGES", "Message", "label", "language", "message"]


@dataclass(frozen=True, slots=True)
class Message:
    """One message in both languages; ``{name}`` stands for a value."""

    zh: str
    en: str


#: Codes beginning with E- stop something, codes beginning with N- are only said.
MESSAGES: Mapping[str, Message] = {
    "E-AMBIGUOUS": Message(
        "这个名称可指多个对象：{candidates}；请改用全称、代码或 IRI",
        "stands for several things: {candidates}; give the full name, the code or the IRI",
    ),
    "E-CONFLICT": Message(
        "与 {other} 都自称是 {bulletin}，内容不同，两份都未采用；请删除或移走其中一份",
        "claims to be {bulletin}, and so does {other}, with another text, so neither was taken; remove one of them",
    ),
    "E-DISK-FULL": Message(
        "磁盘已满，已写入的内容完好；请腾出空间后重新运行同一命令",
        "the disk is full, all that was stored before is whole; free some space and run the same command again",
    ),
    "E-EXTRA": Message(
        "需要另装的部分；请运行 pip install 'zhoubao[{extra}]'",
        "needs a part that is not installed; run pip install 'zhoubao[{extra}]'",
    ),
    "E-FORMAT-UNKNOWN": Message("没有名为 {format} 的格式；可用：{known}", "there is no format {format}; use {known}"),
    "E-INTERRUPTED": Message(
        "已中断，已写入的公报完好；再次运行即可继续",
        "interrupted, the bulletins written so far are whole; run it again to go on",
    ),
    "E-KEY-QUOTE": Message(
        "答案中的引文不在原文中：{quote}；请改正答案文件",
        "a quote of the answer key is not in the text: {quote}; correct the key",
    ),
    "E-LIMIT": Message("{value} 不是正整数；写法如 600", "{value} is no positive whole number; write it like 600"),
    "E-MAPPER": Message(
        "读取时出错（{reason}），未写入；请将此文件作为缺陷报告",
        "the mapping failed ({reason}), nothing was written for it; report it as a bug with this file",
    ),
    "E-MISSING": Message(
        "缺少参数 {name}；例如 --param {name}={example}",
        "needs the parameter {name}; give it, as in --param {name}={example}",
    ),
    "E-NAME": Message(
        "库中没有叫此名的 {type}；相近的有：{near}",
        "no {type} of this name in the store; near it: {near}",
    ),
    "E-NO-BULLETINS": Message(
        "没有可读的文件；请给出含 {suffixes} 文件的目录或文件",
        "no file to read; give files, or a folder with {suffixes} files",
    ),
    "E-NETRC": Message(
        "netrc 文件读不懂（第 {line} 行）；请改正后重试",
        "the netrc file cannot be read (line {line}); correct it and try again",
    ),
    "E-PROFILE": Message("没有名为此的库类型；可用：{known}", "no profile of this name; use {known}"),
    "E-PROVINCE": Message(
        "库中公报不能说明是哪个省；请用 of（命令行 --of）指定，可用：{known}，或 全国",
        "the bulletins do not decide for one province; name it with of (on the command line --of): {known}, or 全国",
    ),
    "E-PULL-TARGET": Message(
        "此处已有内容；请用 --store 指定新目录", "something is here already; name a new folder with --store"
    ),
    "E-REMOTE-BUSY": Message(
        "远程库一直繁忙（{status} {reason}）；稍后再次运行同一命令即可续传",
        "the store stays busy ({status} {reason}); run the same command later, it goes on where it stopped",
    ),
    "E-REMOTE-CUT": Message(
        "远程库只返回前 {limit} 行，答案不完整，未采用；请缩小查询或调高库的上限",
        "the store gives the first {limit} rows only, so the answer was not taken; ask for less or raise its limit",
    ),
    "E-REMOTE-DENIED": Message(
        "远程库拒绝访问（{status}）；请检查 ZHOUBAO_REMOTE_USER 与 ZHOUBAO_REMOTE_PASSWORD，或 netrc 文件",
        "the store denies access ({status}); check ZHOUBAO_REMOTE_USER and ZHOUBAO_REMOTE_PASSWORD, or the netrc file",
    ),
    "E-REMOTE-DIFFERS": Message(
        "{url} 中的此图与其清单不符；请在来源处运行 zhoubao push --all",
        "the graph in {url} is not what its manifest says; run zhoubao push --all where it came from",
    ),
    "E-REMOTE-EMPTY": Message(
        "远程库中没有本项目的内容；请检查地址，或先运行 zhoubao push",
        "the store holds nothing of this project; check the address, or run zhoubao push first",
    ),
    "E-REMOTE-GARBLED": Message(
        "{url} 的回答读不懂（{reason}）；请检查地址与 --profile",
        "the answer of {url} cannot be read ({reason}); check the address and --profile",
    ),
    "E-REMOTE-KIND": Message(
        "看不出是哪种库；请用 --profile 指定，sparql 适用于任何 SPARQL 1.1 端点",
        "not told by its answers what store it is; name it with --profile, sparql fits any SPARQL 1.1 endpoint",
    ),
    "E-REMOTE-LARGE": Message(
        "远程库的回答超过 {limit} MB，未采用；请缩小查询，或用 ZHOUBAO_REMOTE_MEGABYTES 调高上限",
        "the answer has more than {limit} MB and was not taken; ask for less, or raise ZHOUBAO_REMOTE_MEGABYTES",
    ),
    "E-REMOTE-LOST": Message(
        "与远程库的连接中断（{reason}），已写入的图完好；库恢复后再次运行即可续传",
        "the connection was lost ({reason}), graphs sent so far are whole; run it again when the store is back",
    ),
    "E-REMOTE-MANIFEST": Message(
        "清单中的 {entry} 不可能由 zhoubao push 写成，可能被人改动过，未采用；请在来源处运行 zhoubao push --all 到一个新库",
        "the manifest's entry {entry} is none that zhoubao push writes, so somebody may have altered it and nothing was "
        "taken; push with --all into a new store from where it came",
    ),
    "E-REMOTE-PENDING": Message(
        "上次推送被中断，有 {count} 个图不完整（如 {first}）；请在来源处再次运行 zhoubao push",
        "a push was interrupted and {count} graphs are not whole ({first}); run zhoubao push again where it came from",
    ),
    "E-REMOTE-REDIRECT": Message(
        "远程库要求转到 {target}（{status}），未跟随，口令和数据没有发往该处；如果信任该地址，请直接使用它",
        "points to {target} ({status}); nothing was sent there, no credentials either; if you trust it, give that address",
    ),
    "E-REMOTE-REFUSED": Message(
        "远程库拒绝了请求（{status} {reason}）；请检查地址、权限与 --profile",
        "the store refused ({status} {reason}); check the address, its permissions and --profile",
    ),
    "E-REMOTE-SLOW": Message(
        "远程库 {limit} 秒内没有答完，已放弃；请缩小查询，或用 ZHOUBAO_REMOTE_SECONDS 调高上限",
        "the answer took more than {limit} s and was given up; ask for less, or raise ZHOUBAO_REMOTE_SECONDS",
    ),
    "E-REMOTE-UNREACHABLE": Message(
        "连接不上（{reason}）；请检查地址，确认库已启动",
        "cannot be reached ({reason}); check the address and that the store is running",
    ),
    "E-REMOTE-URL": Message(
        "不是库的地址；写法如 http://localhost:3030/dataset",
        "is no address of a store; write it like http://localhost:3030/dataset",
    ),
    "E-SECRET-FORM": Message(
        "口令含有换行、空格、控制字符或（令牌中）非 ASCII 字符，或用户名含冒号，无法发送；请检查复制时是否多带了字符",
        "holds a line end, another control character, a colon in the user's name, or in a token a blank or a character "
        "beyond ASCII, and cannot be sent; look whether it was copied with something around it",
    ),
    "E-SECRET-IN-URL": Message(
        "地址中不能带密码；请用 ZHOUBAO_REMOTE_USER 与 ZHOUBAO_REMOTE_PASSWORD，或 netrc 文件",
        "the address must not hold a password; use ZHOUBAO_REMOTE_USER and ZHOUBAO_REMOTE_PASSWORD, or a netrc file",
    ),
    "E-NOT-FOUND": Message(
        "库中没有此项；用 zhoubao facts 或 sparql 查找其 IRI",
        "not in the store; find its IRI with zhoubao facts or sparql",
    ),
    "E-NO-KEYS": Message(
        "目录中没有答案文件 NAME.gold.json；请给出含公报及其答案的目录",
        "holds no answer key NAME.gold.json; give a folder of bulletins with their keys",
    ),
    "E-NO-PATH": Message("文件或目录不存在；请检查路径", "no such file or folder; check the path"),
    "E-OUTPUT": Message(
        "无法写入（{reason}）；请检查路径和权限", "cannot be written ({reason}); check path and permissions"
    ),
    "E-OUTPUT-FOREIGN": Message(
        "此处已有并非导出所写的内容，未写入；请移走它，或另指定位置",
        "is in the way and was not written by an export, so nothing was changed; move it, or name another place",
    ),
    "E-PARAM-FORM": Message(
        "参数应写作 名称=值，且每个只给一次；可用：{known}",
        "is not written NAME=VALUE, or given twice; the parameters are: {known}",
    ),
    "E-OUTPUT-PLACE": Message(
        "此格式须写入文件；请用 --output 指定", "this format is written to files; name a place with --output"
    ),
    "E-OUTPUT-TAKEN": Message(
        "目录中有别的内容，且不是以前导出的目录，未写入；请指定空目录",
        "the folder holds other things and no export of before, so nothing was written; name an empty one",
    ),
    "E-PARAMETER": Message(
        "没有名为 {name} 的参数；可用：{known}",
        "has no parameter {name}; use {known}",
    ),
    "E-QUERY": Message(
        "查询有误：{reason}；请改正后重试", "the query cannot be run: {reason}; correct it and try again"
    ),
    "E-QUESTION": Message(
        "没有这个问题；相近的有：{near}；用 zhoubao questions 列出全部",
        "no such question; near it: {near}; zhoubao questions lists all",
    ),
    "E-TAG": Message(
        "没有这个标签；可用：{known}",
        "no such tag; use {known}",
    ),
    "E-REVIEW": Message(
        "第 {line} 行有误（{reason}），未写入任何条目；请改正后重试",
        "line {line} is wrong ({reason}), no entry was written; correct it and try again",
    ),
    "E-SERIES": Message(
        "两期不属于同一系列（{series}）；请给出同一系列的两期",
        "are of two series ({series}); give two bulletins of one",
    ),
    "E-STORE-ABSENT": Message(
        "此处没有库；先运行 zhoubao build，或用 --store 指定",
        "no store here; run zhoubao build first, or name another with --store",
    ),
    "E-STORE-BUSY": Message(
        "进程 {pid} 正在{doing}此库；请等它结束后重试",
        "process {pid} is {doing} this store; wait until it ends and try again",
    ),
    "E-STORE-DAMAGED": Message(
        "库无法打开（{reason}）；请移走该目录后重新构建，原文在其 sources 目录中",
        "the store cannot be opened ({reason}); move it away and build again; its sources folder keeps the originals",
    ),
    "E-STORE-FOREIGN": Message(
        "此目录不是 Zhoubao 的库且不为空；请指定空目录或新目录",
        "the folder is not a store of Zhoubao and is not empty; name an empty or a new folder",
    ),
    "E-STORE-NEWER": Message(
        "此库由更新的版本写成（格式 {found}，本版本支持 {known}）；请升级 zhoubao",
        "the store was written by a newer version (format {found}, this one knows {known}); upgrade zhoubao",
    ),
    "E-STORE-WRITE": Message(
        "写入失败（{reason}），已写入的内容完好；请排除原因后重新运行",
        "writing failed ({reason}), all that was stored before is whole; mend the cause and run it again",
    ),
    "E-VALUE": Message(
        "不是 {type} 类型的值；写法如 {example}",
        "is no value of the type {type}; write it like {example}",
    ),
    "E-WAIVER": Message(
        "豁免文件有误（{reason}）；每条须写明 rule、quote、reason、who",
        "is no file of waivers ({reason}); each entry says rule, quote, reason and who",
    ),
    "E-REPORT": Message(
        "不是检查报告的 JSON（{reason}）；请用 zhoubao validate --format json 生成",
        "is no report of checks in JSON ({reason}); make one with zhoubao validate --format json",
    ),
    "E-WORKER": Message(
        "一个工作进程被终止（可能内存不足），已写入的公报完好；请用 --processes 1 再次运行",
        "a worker process was killed, perhaps for want of memory, what was written is whole; go on with --processes 1",
    ),
    "N-ACCEPTED": Message(
        "新增 {new} 个机构，{known} 个已在名录，{skipped} 行未填代号；再次运行 zhoubao build 即生效",
        "{new} bodies added, {known} there already, {skipped} lines without a slug; zhoubao build uses them",
    ),
    "N-DUPLICATE": Message(
        "与 {other} 逐字节相同，只保留一份", "is byte for byte the same as {other}, one of them was kept"
    ),
    "N-VANISHED": Message(
        "上次构建后已不在原处；其公报 {bulletin} 仍在库中，可用 zhoubao remove 删除",
        "is gone since the last build; its bulletin {bulletin} stays in the store, zhoubao remove takes it out",
    ),
}

#: Words of tables and messages.
LABELS: Mapping[str, Message] = {
    "amended": Message("补差", "amended"),
    "bulletin": Message("公报", "bulletin"),
    "bulletins": Message("公报数", "bulletins"),
    "by kind": Message("按类", "by kind"),
    "checks": Message("检查", "checks"),
    "differs, push again": Message(
        "有差异；运行 zhoubao push 补齐，仍有差异则用 push --all",
        "differs; run zhoubao push, and push --all where that leaves a difference",
    ),
    "dry run": Message("试运行", "dry run"),
    "equal": Message("完全一致", "equal"),
    "facts": Message("事实", "facts"),
    "figure": Message("指标", "figure"),
    "file": Message("文件", "file"),
    "graph content": Message("内容不同", "content differs"),
    "graph count": Message("三元组数不同", "count differs"),
    "graph extra": Message("远程多出", "only in the remote store"),
    "graph manifest": Message("清单不符", "manifest differs"),
    "graph missing": Message("远程缺失", "missing in the remote store"),
    "here": Message("本地", "here"),
    "left out": Message("未采用", "left out"),
    "merging": Message("整理数据库", "merging the store"),
    "not understood": Message("未读懂", "not understood"),
    "nothing wrong": Message("一切正常", "nothing wrong"),
    "page": Message("页", "page"),
    "paragraph": Message("段", "paragraph"),
    "reading": Message("读取", "reading"),
    "removed": Message("删除", "removed"),
    "rule": Message("规则", "rule"),
    "sent": Message("发送", "sent"),
    "sentences": Message("句数", "sentences"),
    "there": Message("远程", "there"),
    "triples": Message("三元组", "triples"),
    "unchanged": Message("未变", "unchanged"),
    "understood": Message("读懂", "understood"),
    "value": Message("值", "value"),
    "violations": Message("违例", "violations"),
    "warnings": Message("警告", "warnings"),
    "writing": Message("写入", "writing"),
    "written": Message("写入", "written"),
}


def language() -> str:
    """The language of messages: $ZHOUBAO_LANG, else the locale; "zh" or "en"."""
    for name in ("ZHOUBAO_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def message(code: str, **values: object) -> str:
    """The text of a message in the user's language."""
    entry = MESSAGES[code]
    return (entry.zh if language() == "zh" else entry.en).format(**values)


def label(name: str) -> str:
    """A word of :data:`LABELS` in the user's language."""
    entry = LABELS[name]
    return entry.zh if language() == "zh" else entry.en

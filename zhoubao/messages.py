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
    "E-FORMAT-UNKNOWN": Message("没有名为 {format} 的格式；可用：{known}", "there is no format {format}; use {known}"),
    "E-INTERRUPTED": Message(
        "已中断，已写入的公报完好；再次运行即可继续",
        "interrupted, the bulletins written so far are whole; run it again to go on",
    ),
    "E-KEY-QUOTE": Message(
        "答案中的引文不在原文中：{quote}；请改正答案文件",
        "a quote of the answer key is not in the text: {quote}; correct the key",
    ),
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
    "E-PARAM-FORM": Message(
        "参数应写作 名称=值，且每个只给一次；可用：{known}",
        "is not written NAME=VALUE, or given twice; the parameters are: {known}",
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
    "E-WORKER": Message(
        "一个工作进程被终止（可能内存不足），已写入的公报完好；请用 --processes 1 再次运行",
        "a worker process was killed, perhaps for want of memory, what was written is whole; go on with --processes 1",
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
    "bulletin": Message("公报", "bulletin"),
    "bulletins": Message("公报数", "bulletins"),
    "by kind": Message("按类", "by kind"),
    "checks": Message("检查", "checks"),
    "facts": Message("事实", "facts"),
    "figure": Message("指标", "figure"),
    "file": Message("文件", "file"),
    "left out": Message("未采用", "left out"),
    "nothing wrong": Message("一切正常", "nothing wrong"),
    "reading": Message("读取", "reading"),
    "rule": Message("规则", "rule"),
    "sentences": Message("句数", "sentences"),
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

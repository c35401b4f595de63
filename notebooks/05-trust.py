# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 凭什么相信 · Trust
#
# **问题：事实有没有根据？哪里对不上？哪些没有读懂？**
# Is every fact grounded, what does not add up, and what was not understood?

# %%
import os
from pathlib import Path
from tempfile import mkdtemp

import pandas as pd
from IPython.display import Markdown

import zhoubao

os.environ["ZHOUBAO_LANG"] = "zh"
samples = sorted([*Path("../samples").glob("s0*.txt"), *Path("../samples").glob("s0*.md")])
kg = zhoubao.build(samples, store=mkdtemp())

# %% [markdown]
# ## 根据 · Evidence
#
# Every fact has its quote and its place. This cell does not believe it, but opens the files and compares.

# %%
texts = {path.name: path.read_text("utf-8") for path in samples}
facts = kg.facts()
wrong = [row for row in facts.itertuples() if texts[row.file][row.start : row.end] != row.quote]
Markdown(f"**所见。** {len(facts)} 处引文逐一与原文对照，不符者 **{len(wrong)}** 处。")

# %% [markdown]
# How each fact was read, and what it took from the context instead of from its own words:

# %%
kg.ask("from-context").head(8)

# %% [markdown]
# ## 检查 · Checks
#
# Figures that do not add up, ranks that do not follow the scores, numbers that do not match the lists. The bulletin is
# reported, never corrected. One of the samples has thirteen faults on purpose.

# %%
report = kg.report()
report

# %%
table = report.table.frame()
Markdown(
    "**所见。** "
    + "；".join(f"{bulletin} {count} 处" for bulletin, count in table.bulletin.value_counts().items())
    + "。其余各期未发现问题。"
)

# %% [markdown]
# **所限。** A finding is a question to the editors, not a verdict: more certificates may be issued than applications
# accepted, if the scopes differ. What a check cannot know, such as a wrong name, it does not find.
#
# ## 没有读懂 · What was not understood
#
# Sentences that gave no fact, with the reason. Planned, negated and past is left out on purpose; `unknown` is a gap of
# the program or a sentence without a fact.

# %%
ledger = kg.ledger()
ledger.groupby("reason").size().rename("sentences").sort_values(ascending=False).to_frame()

# %%
pd.set_option("display.max_colwidth", 90)
ledger[ledger.reason != "unknown"][["reason", "file", "quote"]].head(10)

# %%
stats = kg.stats()
Markdown(f"**所见。** {stats.sentences} 句中 {stats.understood} 句读出了事实，{len(ledger)} 句列入未读台账。")

# %% [markdown]
# ## 沉默 · Silence
#
# Which provinces does the store pass over? Grey with a broken line: not one fact names the province or a region in it.

# %%
kg.map("silence", of="全国")

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
# # 窗口 · The windows
#
# **问题：哪些窗口上升、哪些下降？办件量如何变化？**
# Which windows rise and fall in the ranking, and how does the caseload develop?

# %%
import os
from pathlib import Path
from tempfile import mkdtemp

from IPython.display import Markdown

import zhoubao

os.environ["ZHOUBAO_LANG"] = "zh"
samples = sorted([*Path("../samples").glob("s0*.txt"), *Path("../samples").glob("s0*.md")])
kg = zhoubao.build(samples, store=mkdtemp(), validate=False)

# %% [markdown]
# ## 名次 · Ranks
#
# The months of the series with the most assessments. Ranks are computed from the scores; equal scores share one.
# Click a circle for the row of the table in the bulletin.

# %%
ranking = kg.ranking()
ranking

# %%
ranking.figure()

# %%
moves = kg.ask("window-movement").dropna(subset=["move"]).sort_values("move", ascending=False)
moves[["window_name", "month", "rank", "rank_before", "move"]]

# %%
up, down = moves.iloc[0], moves.iloc[-1]
Markdown(
    f"**所见。** 两月都有名次的窗口 **{len(moves)}** 个；上升最多的是 {up.window_name}（{up.move:+.0f}），"
    f"下降最多的是 {down.window_name}（{down.move:+.0f}）。"
)

# %% [markdown]
# **所限。** Which windows are assessed changes from month to month, so a rank can rise because others left. And the
# printed ranks of one of these bulletins are wrong on purpose: see the column of printed ranks.

# %%
frame = ranking.frame()
frame[(frame["rank"] != frame.printed_rank) & frame.printed_rank.notna()][
    ["month", "window", "score", "rank", "printed_rank"]
]

# %% [markdown]
# ## 办件量 · Caseload
#
# What the integrated window accepted, week by week and since January.

# %%
kg.series("受理", scope="综合窗口")

# %%
kg.series("颁发", scope="综合窗口").figure()

# %%
weeks = kg.series("受理", scope="综合窗口").frame()
weeks = weeks[weeks.sort == "本周"].sort_values("end")
first, last = weeks.iloc[0], weeks.iloc[-1]
least = weeks.sort_values("value").iloc[0]
Markdown(
    f"**所见。** 受理由 {first.start} 一周的 **{first.value}** 件到 {last.start} 一周的 **{last.value}** 件，"
    f"最少的一周（{least.start} 至 {least.end}）{least.value} 件。"
)

# %% [markdown]
# **所限。** Three weeks are no trend, and the shortest of them has four working days. The cumulative 颁发 falls from one week to the next, which a cumulative figure cannot:
# the bulletin is reported as it is printed, and the check across bulletins names it (notebook 5).

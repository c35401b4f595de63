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
# # 十分钟看周报 · Ten minutes with Zhoubao
#
# **问题：一摞简报里说了什么，每句话在哪里？**
# What do the bulletins say, and where is it written?
#
# The bulletins of this tour are the project's own samples: institutions and regions are real, everything else is
# invented. Put your own folder in their place and every cell works the same (notebook 6 shows how).

# %%
import os
from pathlib import Path
from tempfile import mkdtemp

from IPython.display import Markdown

import zhoubao

os.environ["ZHOUBAO_LANG"] = "zh"  # "en" for English titles; what the bulletins say stays as printed
samples = sorted([*Path("../samples").glob("s0*.txt"), *Path("../samples").glob("s0*.md")])
kg = zhoubao.build(samples, store=mkdtemp())
stats = kg.stats()
Markdown(
    f"读入 **{stats.bulletins}** 期，得 **{sum(stats.facts.values())}** 件事实；"
    f"{stats.sentences} 句中 **{stats.understood}** 句读出了事实。"
)

# %% [markdown]
# ## 一件事实 · One fact
#
# A fact is nothing without its words. Here is a delegation of powers: what, when, and the sentence, with its place in
# the file counted in characters.

# %%
delegations = kg.network("delegations")
kg.show(delegations.facts("省林草局", "绵阳市")[0].iri)

# %% [markdown]
# ## 一个机构 · One body
#
# Everything that is said of the forestry bureau of Sichuan in any part: who decides, who is assessed, who issues.
# 省林草局, 四川省林草局 and the full name are one body, because the register says so.

# %%
kg.show("省林草局")

# %% [markdown]
# ## 一个问题 · One question
#
# There are questions ready to be asked; `kg.questions()` lists them. An answer is a pandas DataFrame; in the last column
# each row opens to the sentence it stands on.

# %%
kg.ask("returned-powers")

# %% [markdown]
# ## 一张网 · One network
#
# Which bodies act together? Click a node or a link for the facts; search, filter by kind and month, zoom and drag.
# The picture works without this notebook, offline: `….show().save("network.html")`.

# %%
kg.network("together").show()

# %% [markdown]
# ## 一条时间线 · One time line
#
# Each dot is a fact on its day. Wheel to zoom, drag to move, click for the words.

# %%
kg.timeline()

# %% [markdown]
# **所见与所限。** The store shows what bulletins report, on the days they report it; a month without dots is a month
# without bulletins here. What was planned, denied or long past is left out on purpose, and what was not understood is
# kept in a list of its own (notebook 5).

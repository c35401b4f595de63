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
# # 权限到了哪里 · Delegated powers
#
# **问题：哪些市州能批什么，从何时起，依据什么？**
# Which prefectures can approve what, since when, and by which announcement?

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
# ## 台账 · The register
#
# The question `delegations`, one row for each matter.

# %%
delegations = kg.ask("delegations")
delegations

# %% [markdown]
# ## 地图 · The map
#
# One tile for each prefecture of Sichuan, placed as on the map; the number counts different matters that were
# delegated to it **by name**. Click a tile for the sentences.

# %%
powers = kg.map("powers")
powers

# %%
powers.figure()

# %%
count = powers.frame()
most = count.number.max()
Markdown(
    f"**所见。** {len(count)} 个市州中 **{(count.number > 0).sum()}** 个被点名承接权限，最多者 {most} 项："
    f"{'、'.join(count[count.number == most].region)}；未被点名者 {'、'.join(count[count.number == 0].region) or '无'}。"
)

# %% [markdown]
# **所限。** A matter given to “各市（州）” names nobody and is on no tile; it is a link to that group in the network below.
# The tiles say nothing of powers that a prefecture has by law, nor of what bulletins outside this store report.
#
# ## 谁和谁一样 · Who holds the same powers
#
# How alike two regions are: matters that both were given, over all that either was given (Jaccard).

# %%
network = kg.network("delegations", region="四川")
alike = network.similarity()
alike.head(12)

# %%
same = alike[alike.similarity == 1]
Markdown(
    f"**所见。** {len(alike)} 对有共同权限的市州中，**{len(same)}** 对所得完全相同：同一公告点名的市州总是一起得到权限。"
)

# %% [markdown]
# ## 从谁到谁 · From whom to whom

# %%
kg.network("delegations").show()

# %% [markdown]
# ## 收回与到期 · Taken back, ended
#
# What was handed down does not stay for ever. `returned-powers` lists withdrawals, `expired-delegations` what had an
# end from the beginning.

# %%
kg.ask("returned-powers")

# %%
kg.ask("expired-delegations")

# %% [markdown]
# ## 增长 · Growth
#
# Links new in each month. They are new **in this store**: the samples are few and far between, so the run of months says
# more about the samples than about policy.

# %%
kg.network("delegations").growth()

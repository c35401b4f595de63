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
# # 谁与谁共事 · Who works with whom
#
# **问题：哪些机构常在一起，谁连接各方，跨省合作有哪些？**
# Which bodies act together, who connects, and what is done across provinces?

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
# ## 投影 · The projections
#
# A network is a choice of what counts as a link. Each choice has a name, a meaning and one SPARQL query.

# %%
kg.networks()

# %% [markdown]
# ## 共同行动 · Acting together

# %%
together = kg.network("together")
together.figure(labels=60)

# %%
together.centrality().head(8)

# %%
best = together.centrality().iloc[0]
groups = [group for group in together.communities() if len(group) > 2]
Markdown(
    f"**所见。** {len(together)} 个机构，{len(together.between)} 条联系；联系最广的是 **{best['name']}**（{best.degree} 个伙伴）。"
    f"三个以上机构的群组有 **{len(groups)}** 个，例如：{'、'.join(groups[0])}。"
)

# %% [markdown]
# **所限。** The network is in many small parts, because the samples come from six places; betweenness is near 0 for all,
# and a “community” here is mostly one agreement or one joint inspection. On a year of bulletins of one place it would
# say more.
#
# ## 跨省 · Across provinces
#
# Agreements whose partners have their seats in different provinces. The samples have no Sichuan–Chongqing agreement; with
# real bulletins, ask `kg.network("together", region="重庆")`.

# %%
agreements = kg.network("together", kind="agreement")
agreements.edges()[["source", "target", "weight", "first"]]

# %%
kg.network("together", region="天津").show()

# %% [markdown]
# ## 一条路 · A way from one to another
#
# In the widest projection (named in the same fact), how is the forestry bureau connected with a prefecture that it never
# names together with another? Each step is a sentence.

# %%
way = kg.network("mentions").path("阿坝藏族羌族自治州", "自贡市")
way

# %%
print(way.explain("en"))

# %% [markdown]
# ## 桥 · Bridges
#
# Links that alone hold two parts together, in the projection of visits and inspections.

# %%
kg.network("visits").bridges().drop(columns="iris")

# %% [markdown]
# ## 带走 · Take it with you
#
# `network.graph` is a networkx graph; `network.edges()` and `network.nodes()` are DataFrames; `network.to_gexf("x.gexf")` is
# for Gephi, `network.to_igraph()` for igraph. Each link carries the IRIs of its facts.

# %%
source, target, link = max(together.graph.edges(data=True), key=lambda edge: (edge[2]["weight"], edge[:2]))
{"from": together.name(source), "to": together.name(target), **link}

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
# # 自己的简报，自己的库 · Your own bulletins, your own store
#
# **问题：怎样读入自己的简报？怎样放进自己的 SPARQL 服务？**
# How do I read my own bulletins, and how do I ask them from a SPARQL server of my own?

# %%
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from tempfile import mkdtemp
from urllib.error import URLError

import pandas as pd
from IPython.display import Markdown
from SPARQLWrapper import JSON, SPARQLWrapper

import zhoubao
from zhoubao.questions import find_question

os.environ["ZHOUBAO_LANG"] = "zh"

# %% [markdown]
# ## 自己的简报 · Your own bulletins
#
# A bulletin is a file: text, Markdown, Word, HTML or PDF. Here one is written in place; in your office it is the folder
# where they are.

# %%
folder = Path(mkdtemp())
(folder / "own.txt").write_text(
    """窗口工作周报

2024 年第 30 期（总第 501 期）

四川省政府政务服务和公共资源交易服务中心

2024 年 8 月 16 日

（8 月 12 日—8 月 16 日）

一、部门窗口动态

1．8 月 13 日，省林草局、省水利厅联合印发《河岸林地许可办事指南》。

2．8 月 14 日，省水利厅赴泸州市走访泸州青渡航运有限公司，了解取水许可办理情况。

3．水利厅拟于 9 月举办培训班。
""",
    "utf-8",
)
samples = sorted([*Path("../samples").glob("s0*.txt"), *Path("../samples").glob("s0*.md")])
kg = zhoubao.build([folder, *samples], store=folder / "store", validate=False)
kg.show("水利厅")

# %% [markdown]
# The third sentence is planned and so no fact; it stands in the ledger:

# %%
ledger = kg.ledger()
ledger[ledger.file == "own.txt"][["quote", "reason", "start", "end"]]

# %% [markdown]
# ## 自己的服务器 · Your own server
#
# Export the store, load it into any SPARQL 1.1 server, and ask. Here Oxigraph runs on this machine; with GraphDB, Fuseki or
# Virtuoso the address is all that changes. (`zhoubao push` and `zhoubao pull` do this with care: in parts, verified.)

# %%
dump = kg.export(folder / "all.nq")
binary = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
subprocess.run([binary, "load", "--location", folder / "server", "--file", dump], check=True, capture_output=True)
with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]
server = subprocess.Popen(
    [binary, "serve-read-only", "--location", folder / "server", "--bind", f"127.0.0.1:{port}"],
    stdout=subprocess.DEVNULL,
    stderr=subprocess.DEVNULL,
)


# %%
def remote(query):
    """The rows of a query, from the server."""
    endpoint = SPARQLWrapper(f"http://127.0.0.1:{port}/query")
    endpoint.setQuery(query)
    endpoint.setReturnFormat(JSON)
    for _attempt in range(50):
        try:
            found = endpoint.query().convert()
            break
        except (URLError, ConnectionError):
            time.sleep(0.2)
    columns = found["head"]["vars"]
    rows = [[row[name]["value"] if name in row else None for name in columns] for row in found["results"]["bindings"]]
    return pd.DataFrame(rows, columns=columns)


remote("SELECT (COUNT(DISTINCT ?g) AS ?graphs) (COUNT(*) AS ?quads) WHERE { GRAPH ?g { ?s ?p ?o } }").astype(int)

# %% [markdown]
# The questions of the catalogue are plain SPARQL that names its graphs, so they run there as they are:

# %%
there = remote(find_question("delegations").query)
here = kg.ask("delegations")
Markdown(
    f"**所见。** “各事项下放给了谁”：服务器答 **{len(there)}** 行，本地答 **{len(here)}** 行，"
    f"事项{'一致' if sorted(there.matter) == sorted(here.matter) else '不一致'}。"
)

# %% [markdown]
# And so are the projections behind the networks:

# %%
links = remote(kg.network("together").query)
Markdown(f"“共同行动”的投影在服务器上有 **{len(links)}** 行。")

# %%
server.terminate()
server.wait()
shutil.rmtree(folder)

# %% [markdown]
# **所限。** The network counts divisions and windows as their body, which happens after the query; so it can have fewer
# links than the query has rows.

"""`python -m zhoubao` is the command `zhoubao`."""

from __future__ import annotations

from zhoubao.cli.main import main

if __name__ == "__main__":
    main()

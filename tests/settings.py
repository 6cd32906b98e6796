"""The site's settings over a throw-away home. DATABASE_URL, where set, names the server to test against."""

import os
import tempfile
from pathlib import Path

if "XUEZHENG_HOME" not in os.environ:
    home = Path(tempfile.mkdtemp(prefix="xuezheng-test-"))
    home.chmod(0o755)
    (home / "static").mkdir()
    os.environ["XUEZHENG_HOME"] = str(home)

from xuezheng.site.settings import *  # noqa: F403 - the home must be named before the settings are read

API_RATE_PER_POST = API_RATE_PER_ADDRESS = 0

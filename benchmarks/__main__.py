"""`python -m benchmarks [NAME …]`: each in a process of its own, so that none measures another's remains."""

import os
import subprocess
import sys
from pathlib import Path

from benchmarks.frame import benchmarks, run


def main() -> int:
    names = sys.argv[1:] or benchmarks()
    if "--list" in names:
        print("\n".join(benchmarks()))
        return 0
    unknown = [name for name in names if name not in benchmarks()]
    if unknown:
        print(f"There is no benchmark {', '.join(unknown)}; there are {', '.join(benchmarks())}.", file=sys.stderr)
        return 2
    if len(names) == 1:
        print(f"Kept as {run(names[0], home=Path(os.environ['XUEZHENG_HOME']))}")
        return 0
    codes = [subprocess.run([sys.executable, "-m", "benchmarks", name], check=False).returncode for name in names]
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())

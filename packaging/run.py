"""`python3 packaging/run.py [arguments]`: from a fresh checkout to `watchbill [arguments]`."""

import sys

from checkout import become

if __name__ == "__main__":
    become("run", ["-m", "app", *sys.argv[1:]])

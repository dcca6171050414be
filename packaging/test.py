"""`python3 packaging/test.py [arguments]`: from a fresh checkout to `pytest [arguments]`.

Without arguments it is the whole suite, on as many cores as there are (four at most). Paths are
read from the top of the checkout.
"""

import os
import sys

from checkout import ROOT, become

EVERYTHING = ["-n", "auto", "--maxprocesses", "4", "--dist", "worksteal"]

if __name__ == "__main__":
    os.chdir(ROOT)
    become("test", ["-m", "pytest", *(sys.argv[1:] or EVERYTHING)])

"""Records CPython's Python 2 name mappings as shared/rules/python2-names.ts.

    python3.11 build/corpus/python2_names.py            writes the file
    python3.11 build/corpus/python2_names.py --check    says whether the file is what would be written
"""

import sys
from _compat_pickle import IMPORT_MAPPING, NAME_MAPPING
from pathlib import Path

TARGET = Path(__file__).resolve().parents[2] / "shared" / "rules" / "python2-names.ts"


def table(rows, texts):
    lines = ["  [" + ", ".join(f"'{text}'" for text in row) + "]," for row in sorted(rows)]
    return "\n".join(["[", *lines, f"] as const satisfies readonly (readonly [{', '.join(['string'] * texts)}])[];"])


def written():
    modules = table(IMPORT_MAPPING.items(), 2)
    names = table(((*old, *new) for old, new in NAME_MAPPING.items()), 4)
    return f"""// Recorded from CPython's `_compat_pickle` by build/corpus/python2_names.py.

/** Python 2 modules and what they are called now: applied by unpicklers below protocol 3 (`_compat_pickle.IMPORT_MAPPING`). */
export const PYTHON2_MODULES = {modules}

/** Python 2 module and name, and the module and name they became (`_compat_pickle.NAME_MAPPING`). */
export const PYTHON2_NAMES = {names}
"""


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(0 if TARGET.read_bytes() == written().encode() else f"{TARGET.name} differs from what this Python has")
    TARGET.write_bytes(written().encode())

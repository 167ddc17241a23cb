"""
Writes the hostile samples: python3 build/corpus/make_hostile.py [OUT]   (OUT is e2e/corpus when not given)

Every file is put together opcode by opcode and is never loaded by anything, here or in the tests. What the files would run is inert:
addresses of the reserved domain attacker.example and commands that print a word.
"""

import json
import sys
from pathlib import Path

from hostile import boosters, calls, carried, commands, documents, flaxes, gadgets, graphs, joblibs, jsons, kerases, locked, names, numpys, ordinary, other, packed, scripts, served, skopses, statistics, streams, tars, templates, tensors, torch_tars, torches, uses  # each adds its cases
from hostile.case import CASES

LARGEST = 40 * 1024
SCRIPT = 'build/corpus/make_hostile.py'


def main():
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / 'e2e' / 'corpus'
    labels = {}
    for case in CASES:
        if len(case.data) > LARGEST:
            raise SystemExit(f'{case.path} has {len(case.data)} bytes, more than {LARGEST}')
        if case.path in labels:
            raise SystemExit(f'two cases are called {case.path}')
        target = out / case.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(case.data)
        labels[case.path] = {
            'label': case.label,
            'expect': case.expect,
            'atLeast': True,
            'made': SCRIPT,
            'about': case.about,
            'contains': list(case.contains),
        }
    known = out / 'labels-hostile.json'
    for old in json.loads(known.read_text(encoding='utf-8')) if known.exists() else ():
        if old not in labels:
            (out / old).unlink(missing_ok=True)
    ordered = dict(sorted(labels.items()))
    known.write_text(json.dumps(ordered, indent=2, ensure_ascii=True) + '\n', encoding='utf-8')
    print(f'{len(labels)} hostile samples')


if __name__ == '__main__':
    main()

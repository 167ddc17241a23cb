"""
Writes the hostile samples: python3 build/corpus/make_hostile.py [OUT]   (OUT is e2e/corpus when not given)

Every file is put together opcode by opcode and is never loaded by anything, here or in the tests. What the files would run is inert:
addresses of the reserved domain attacker.example and commands that print a word.
"""

import json
import sys
from pathlib import Path

from hostile import boosters, calls, carried, commands, documents, flaxes, gadgets, graphs, joblibs, jsons, kerases, locked, names, numpys, ordinary, other, packed, scripts, served, skopses, statistics, streams, tars, templates, tensors, torch_tars, torches, uses, matrix  # each adds its cases
from hostile.case import CASES
from hostile.techniques import TECHNIQUES, technique_of

LARGEST = 40 * 1024
SCRIPT = 'build/corpus/make_hostile.py'
# Cases of a technique that runs something which do not: what they show is beside it.
NOT_RUN = frozenset('''
    7z/twice.7z keras/custom_layer.h5 keras/lambda_garbled.h5 keras/lambda_harmless.keras keras/tensorflow_function.h5
    pickle/binpersid-module.pkl pickle/code-filehandle.pkl pickle/code-names-not-shown.pkl pickle/dotted-globals-attribute.pkl
    pickle/fuzz-inst-without-mark.pkl pickle/gadget-importlib.pkl pickle/operand-dup.pkl pickle/python2-raised-proto.pkl
    pickle/python2-urlopen.pkl skops/duplicate_array.skops tar/pax_size_differs.tar tflite/archive-inside.tflite
    torchserve/leads_out.mar torchserve/own_handler.mar
'''.split())


def main():
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / 'e2e' / 'corpus'
    labels, matrix = {}, {}
    by_id = {one.id: one for one in TECHNIQUES}
    for case in CASES:
        if len(case.data) > LARGEST:
            raise SystemExit(f'{case.path} has {len(case.data)} bytes, more than {LARGEST}')
        if case.path in labels or case.path in matrix:
            raise SystemExit(f'two cases are called {case.path}')
        target = out / case.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(case.data)
        shown = by_id[case.technique] if case.technique else technique_of(case.path, case.label)
        (matrix if case.path.startswith('matrix/') else labels)[case.path] = {
            'label': case.label,
            'expect': case.expect,
            'atLeast': True,
            'made': SCRIPT,
            'about': case.about,
            'contains': list(case.contains),
            'technique': shown.id,
            'runs': runs(case, shown),
        }
    write_labels(out, 'labels-hostile.json', labels)
    write_labels(out, 'labels-matrix.json', matrix)
    table = [{'id': one.id, 'title': one.title, 'source': one.source, 'runs': one.runs} for one in TECHNIQUES]
    (out / 'techniques.json').write_text(json.dumps(table, indent=2, ensure_ascii=True) + '\n', encoding='utf-8')
    print(f'{len(labels)} hostile samples, {len(matrix)} of techniques in containers')


def runs(case, shown):
    """True when loading the sample runs a command or code. A name of section A for which suspicious is enough opens or imports."""
    weak = case.path.startswith('matrix/') and shown.id[0] == 'A' and case.expect != 'dangerous'
    return case.label == 'malicious' and shown.runs and case.path not in NOT_RUN and not weak


def write_labels(out, name, labels):
    """Writes a file of labels and removes the samples that it named before."""
    known = out / name
    for old in json.loads(known.read_text(encoding='utf-8')) if known.exists() else ():
        if old not in labels:
            (out / old).unlink(missing_ok=True)
    known.write_text(json.dumps(dict(sorted(labels.items())), indent=2, ensure_ascii=True) + '\n', encoding='utf-8')



if __name__ == '__main__':
    main()

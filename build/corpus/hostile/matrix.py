"""
The product of techniques and containers: one pickle of each technique of sections A, B and C in every container, and one pickle for every
name of section A. Generated from techniques.py; the cases it packs are those of the other files here.
"""

from assemble import *
from .case import CASES, CODE, EVIL, malicious
from .containers import CONTAINERS
from .techniques import A, B, C, technique_of

# Names that take bytes that are a pickle or code.
TAKES_BYTES = ('loads', 'load_config', 'basichandlers')


def argument(name):
    return data(EVIL) if name.split('.')[-1] in TAKES_BYTES else text(CODE)


def slug(module, name):
    return f'{module}.{name}'.replace('_', '').replace('.', '-').lower()


IN_CONTAINERS = []
for one in A:
    for position, entry in enumerate(one.names):
        module, _, name = entry.rstrip('?').partition(':')
        expect = 'suspicious' if entry.endswith('?') else 'dangerous'
        pickled = proto(4) + call(stack_global(module, name), argument(name)) + STOP
        path = f'matrix/raw/{one.id}-{slug(module, name)}.pkl'
        malicious(path, f'Calls {module}.{name}.', f'{module}.{name}', pickled, expect, one.id)
        if position == 0:
            IN_CONTAINERS.append((one.id, expect, f'{module}.{name}', pickled))

for case in [case for case in CASES if case.path.startswith('pickle/') and case.label == 'malicious']:
    id = technique_of(case.path, case.label).id
    if id[0] in 'BC' or id == 'A-python2':
        if all(id != known for known, *_ in IN_CONTAINERS):
            IN_CONTAINERS.append((id, case.expect, ' '.join(case.contains), case.data))

for container, (extension, wrap) in CONTAINERS.items():
    for id, expect, contains, pickled in IN_CONTAINERS:
        malicious(f'matrix/{container}/{id}.{extension}', f'{id} in {container}.', contains, wrap(pickled), expect, id)

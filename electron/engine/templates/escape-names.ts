/**
 * Attributes that lead from a value to Python's own machinery, apart from those in double underscores: what Jinja's sandbox refuses
 * (`jinja2/sandbox.py`, UNSAFE_*_ATTRIBUTES), and the way to a class's bases.
 */
const MACHINERY: ReadonlySet<string> = new Set([
  'mro',
  'gi_frame',
  'gi_code',
  'gi_yieldfrom',
  'cr_frame',
  'cr_code',
  'ag_frame',
  'ag_code',
  'f_globals',
  'f_locals',
  'f_builtins',
  'f_back',
  'f_code',
  'tb_frame',
  'co_code',
  'func_globals',
  'func_code',
  'func_closure',
  'func_defaults',
  'im_class',
  'im_func',
  'im_self',
  'popen',
  'subprocess',
  'importlib',
]);

/** Names in double underscores that no text has a use for: with these every known escape begins or goes on. */
const STRONG = /__(?:class|mro|bases?|subclasses|globals|builtins|import|getattribute|code|closure|subclasshook)__/;
/** Any double underscore in a replacement field of a format string: `{0.__init__.x}`. */
const IN_FIELD = /\{[^{}]{0,200}(__\w{1,40}__)/;
const STEM =
  /(?:^|\0)_{0,2}(?:class|mro|bases?|subclasses|globals|builtins|import|init|getattribute|getitem)_{0,2}(?:\0|$)/;

/** Stands for a piece of a text that is not known. */
export const HOLE = '\0';

/** True for an attribute that no template needs and that leads to Python's machinery. */
export function isEscapeAttribute(name: string): boolean {
  return /^_.*__|^__/.test(name) || MACHINERY.has(name);
}

/** Unknown pieces in a row that spell a name out; keys of honest templates have two or three parts. */
const SPELLED = 6;

/** True where a name that is only known in part can be such an attribute: `__` beside a hole, or one of the stems between holes. */
export function canBeEscapeAttribute(written: string): boolean {
  const name = written.replaceAll('\ufffd', HOLE);
  if (!name.includes(HOLE)) return isEscapeAttribute(name);
  const known = name.split(HOLE).filter((piece) => piece !== '');
  // Letter by letter out of something that is not known.
  if (known.length === 0) return name.length >= SPELLED;
  return known[0]?.startsWith('__') || known[known.length - 1]?.endsWith('__') || STEM.test(name);
}

/** The escape attribute that a text names anywhere in it, as format strings and attribute paths do; null for none. */
export function escapeAttributeIn(text: string): string | null {
  return STRONG.exec(text)?.[0] ?? IN_FIELD.exec(text)?.[1] ?? null;
}

/** Modules that a template has no business with, where it walks into them by name. */
export const MODULES: ReadonlySet<string> = new Set([
  'os',
  'sys',
  'subprocess',
  'builtins',
  'importlib',
  'shutil',
  'socket',
  'ctypes',
  'pty',
  'posix',
  'nt',
]);

/** Functions of Python that run code or read files, where a template calls them by name. */
export const FUNCTIONS: ReadonlySet<string> = new Set([
  'eval',
  'exec',
  'compile',
  'open',
  'getattr',
  'setattr',
  'globals',
  'locals',
  'vars',
  'breakpoint',
  'input',
  'execfile',
]);

/** Methods that run a command, where a template calls them on anything. */
export const METHODS: ReadonlySet<string> = new Set([
  'system',
  'popen',
  'popen2',
  'popen3',
  'popen4',
  'check_output',
  'check_call',
  'getoutput',
  'getstatusoutput',
  'Popen',
  'spawnl',
  'spawnv',
  'execv',
  'execve',
  'execl',
  'load_module',
  'exec_module',
  'import_module',
]);

/** Jinja's own globals: functions and classes whose attributes lead to their module. */
export const JINJA_GLOBALS: ReadonlySet<string> = new Set(['cycler', 'joiner', 'lipsum', 'namespace']);

/** What the program that renders may hand to every template. */
export const HOST_OBJECTS: ReadonlySet<string> = new Set([
  'self',
  'request',
  'config',
  'url_for',
  'get_flashed_messages',
]);

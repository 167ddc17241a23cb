import { builtinModules } from 'node:module';
import path from 'node:path';
import { RESERVED, ROOMS, type Room, STRANGERS } from './rooms';

/**
 * Statements begin their line, and between `import` and `from` stand names only: texts that talk of importing (the policy tables
 * are full of them) look different.
 */
const specifierPatterns = [
  /^(?:import|export)\s[\w$\s{},*]*?\bfrom\s*['"]([^'"\n]+)['"]/gm,
  /^import\s*['"]([^'"\n]+)['"]/gm,
  /\b(?:import|require)\s*\(\s*['"]([^'"\n]+)['"]/g,
];

/** Comments that fill whole lines; what stands behind code on its line stays, which can only make the check stricter. */
function withoutComments(source: string): string {
  return source.replace(/^\s*\/\*[\s\S]*?\*\//gm, '').replace(/^\s*\/\/.*$/gm, '');
}

export function importsOf(source: string): readonly string[] {
  const code = withoutComments(source);
  return specifierPatterns.flatMap((pattern) => [...code.matchAll(pattern)].map((hit) => hit[1] ?? ''));
}

const isWithin = (file: string, place: string) =>
  file === place || file.startsWith(`${place}/`) || file.startsWith(`${place}.`);

export function roomOf(file: string): Room | undefined {
  return ROOMS.filter((room) => isWithin(file, room.path)).sort((a, b) => b.path.length - a.path.length)[0];
}

const isNode = (specifier: string) => specifier.startsWith('node:') || builtinModules.includes(specifier);

function strangerOf(file: string, target: string): string | undefined {
  return STRANGERS.find((folder) => {
    const child = (name: string) =>
      name.startsWith(`${folder}/`) ? name.slice(folder.length + 1).split('/')[0] : null;
    return child(file) !== null && child(target) !== null && child(file) !== child(target);
  });
}

function judgeImport(file: string, room: Room, specifier: string): string | null {
  const isTest = /\.test\.tsx?$/.test(file);
  if (specifier.startsWith('.')) {
    const target = path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier));
    const folder = strangerOf(file, target);
    if (folder) return `may not import ${target}: the folders of ${folder} are strangers`;
    if (isTest || isWithin(target, room.path) || room.imports.some((place) => isWithin(target, place))) return null;
    return `may not import ${target}: ${room.path} knows ${room.imports.join(', ') || 'nothing else'}`;
  }
  if (isTest) return null;
  if (isNode(specifier)) return room.node ? null : `may not import ${specifier}: ${room.path} runs without Node`;
  if (specifier === 'electron' || specifier.startsWith('electron/'))
    return room.electron ? null : `may not import ${specifier}: ${room.path} runs without Electron`;
  if (room.packages === 'any' || room.packages?.includes(specifier)) return null;
  return `may not import the package ${specifier}: ${room.path} takes none`;
}

/** Everything in one source file that the house does not allow, as sentences. */
export function violationsIn(file: string, source: string): readonly string[] {
  const room = roomOf(file);
  if (!room) return [`${file} lies in no room of build/layers/rooms.ts`];
  const found = importsOf(source).map((specifier) => judgeImport(file, room, specifier));
  const code = withoutComments(source);
  const isProduct = /^(shared|electron|renderer)\//.test(file) && !/\.test\.tsx?$/.test(file);
  if (isProduct)
    for (const { word, name, only } of RESERVED)
      if (file !== only && word.test(code)) found.push(`may not use ${name}: only ${only} does`);
  if (/^\s*export\s+default\b|\bas\s+default\b/m.test(code) && !/^build\/[\w-]+\.config\.ts$/.test(file))
    found.push('may not have a default export: a name is the same everywhere');
  return found.filter((sentence) => sentence !== null).map((sentence) => `${file} ${sentence}`);
}

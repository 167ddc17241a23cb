import type { Program } from './program';
import { RUNNERS } from './runners';
import { SYSTEM_PROGRAMS } from './system-programs';
import { TEXT_PROGRAMS } from './text-programs';
import { TRANSFERS } from './transfers';
import { WINDOWS_PROGRAMS } from './windows-programs';

/** Every program whose words are understood, by its name without folder and ending. A program that is not here is unknown, and said to be. */
export const PROGRAMS: ReadonlyMap<string, Program> = new Map(
  [...RUNNERS, ...TRANSFERS, ...TEXT_PROGRAMS, ...SYSTEM_PROGRAMS, ...WINDOWS_PROGRAMS].flatMap(([names, program]) =>
    names.split(' ').map((name) => [name, program] as const),
  ),
);

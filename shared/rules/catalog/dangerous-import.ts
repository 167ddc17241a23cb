import { printable, shorten } from '../../text/printable';
import { describeDanger, judgeGlobal } from '../global-policy';
import { allowedBy, type Hit, type Rule, reachedBy } from '../rule';

export const dangerousImport: Rule = {
  id: 'dangerous-import',
  title: 'Imports something dangerous',
  severity: 'high',
  explanation:
    'The pickle imports a function that is known for what it can do to a computer. Importing runs the module’s own code; the function itself can then be called in ways that are not plain in the stream, for example as an argument of another call.',
  remedy: 'Do not load the file unless its origin explains why the name is in it.',
  references: ['https://docs.python.org/3/library/pickle.html#what-can-be-pickled-and-unpickled'],
  check: ({ globals, policy }) =>
    globals.flatMap((global): Hit[] => {
      const row = global.by === 'row' ? policy.rowOf(global.module, global.name) : null;
      const allowing = global.class === 'dangerous' ? null : row;
      if (global.class !== 'dangerous' && allowing === null) return [];
      const { danger } = judgeGlobal(global.module, global.name);
      if (danger === null && row?.judgement !== 'dangerous') return [];
      const does =
        danger === null
          ? `the policy of this project calls dangerous: ${shorten(printable(row?.reason ?? ''), 200)}`
          : describeDanger(danger).does;
      const renamed =
        global.writtenModule === global.module && global.writtenName === global.name
          ? ''
          : ` (written as ${global.writtenModule}.${global.writtenName})`;
      return [
        {
          ...global,
          severity: allowing === null ? 'high' : 'info',
          message: `Imports ${global.module}.${global.name}${renamed}, which ${does}.${reachedBy(global.readers)}${allowing === null ? '' : allowedBy(allowing)}`,
          evidence: [{ kind: 'global' as const, module: global.module, name: global.name }],
        },
      ];
    }),
};

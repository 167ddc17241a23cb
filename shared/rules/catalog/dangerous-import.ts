import { judgeGlobal } from '../global-policy';
import { type Rule, reachedBy } from '../rule';

export const dangerousImport: Rule = {
  id: 'dangerous-import',
  title: 'Imports something dangerous',
  severity: 'high',
  explanation:
    'The pickle imports a function that is known for what it can do to a computer. Importing runs the module’s own code; the function itself can then be called in ways that are not plain in the stream, for example as an argument of another call.',
  remedy: 'Do not load the file unless its origin explains why the name is in it.',
  references: ['https://docs.python.org/3/library/pickle.html#what-can-be-pickled-and-unpickled'],
  check: ({ globals }) =>
    globals.flatMap((global) => {
      if (global.class !== 'dangerous' || global.by !== undefined) return [];
      const { danger, does } = judgeGlobal(global.module, global.name);
      if (danger === null) return [];
      const renamed =
        global.writtenModule === global.module && global.writtenName === global.name
          ? ''
          : ` (written as ${global.writtenModule}.${global.writtenName})`;
      return [
        {
          ...global,
          severity: 'high' as const,
          message: `Imports ${global.module}.${global.name}${renamed}, which ${does}.${reachedBy(global.readers)}`,
          evidence: [{ kind: 'global' as const, module: global.module, name: global.name }],
        },
      ];
    }),
};

import { judgeGlobal } from '../global-policy';
import { type Rule, reachedBy } from '../rule';

export const dangerousImport: Rule = {
  id: 'dangerous-import',
  title: 'Imports something dangerous',
  severity: 'high',
  explanation:
    'The pickle imports a function that is known for what it can do to a computer. Importing runs the module’s own code; the function itself can then be called in ways that are not plain in the stream, for example as an argument of another call.',
  consequence:
    'The module is imported, which runs its top level. The name is then at hand: as an argument of another call, as an item of a container that a later program calls.',
  certainty: 'certain',
  howSure:
    'The import stands in the bytes; whether the name is ever called does not. Functions that were pickled whole, by cloudpickle for example, may hold such a name for an honest purpose.',
  remedy:
    'Do not load the file unless its origin explains why the name is in it. A sender whose class really holds it can leave it out of the pickled state, or save the weights only.',
  severities: [{ severity: 'high', when: 'a name of the table of dangerous names' }],
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

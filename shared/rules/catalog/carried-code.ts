import type { CodeFact, CodeInventory } from '../../domain/fact';
import type { Severity } from '../../domain/finding';
import { printable, shorten } from '../../text/printable';
import { joinSentences, layerEvidence } from '../calls/call-sentence';
import { codeSentences, readCode } from '../calls/carried-effects';
import { describeDanger, judgeGlobal } from '../global-policy';
import { type CodeSurroundings, modulesUsed } from '../ordinary-code/judge-inventory';
import { DANGERS, type Danger } from '../policy/dangerous';
import { isOrdinaryInCode } from '../policy/ordinary-in-code';
import { severityOfR, worstRName } from '../policy/r-names';
import type { Hit, Rule } from '../rule';

const RUNS: Readonly<Record<CodeFact['runs'], string>> = {
  loading: 'It runs while the file is loaded.',
  using: 'It runs when the model is used.',
  onRequest: 'It runs only if somebody asks for it.',
};

/** Pieces of code of one artifact that are read for what they do. */
const CODES_READ = 50;

/** The worst thing that a name in the code is known for: `os.system`, or a builtin such as `eval`. */
export function worstName(names: readonly string[]): { readonly name: string; readonly danger: Danger } | null {
  let worst: { readonly name: string; readonly danger: Danger } | null = null;
  for (const name of names) {
    const dot = name.lastIndexOf('.');
    const [module, attribute] = dot < 0 ? ['builtins', name] : [name.slice(0, dot), name.slice(dot + 1)];
    const judgement = judgeGlobal(module, attribute);
    if (judgement.danger === null || isOrdinaryInCode(module, attribute)) continue;
    const isWorse =
      worst === null ||
      (DANGERS[judgement.danger].severity === 'critical' && DANGERS[worst.danger].severity !== 'critical');
    if (isWorse) worst = { name, danger: judgement.danger };
  }
  return worst;
}

function severityOf(fact: CodeFact, danger: Danger | null): Severity {
  if (fact.language === 'r') return severityOfR(fact.runs, danger);
  if (fact.runs === 'onRequest') return danger === null ? 'info' : 'low';
  if (danger === null) return 'medium';
  return describeDanger(danger).severity;
}

export const carriedCode: Rule = {
  id: 'carried-code',
  title: 'The file carries code',
  severity: 'critical',
  explanation:
    'Beside numbers the file holds a program: byte code, a script or source that its loader runs or hands on. The Code view shows it. Nobody has vouched for it, and what it names says what it can do.',
  consequence:
    'The code runs with the rights of whoever loads or uses the model, at the moment that the finding names.',
  certainty: 'unknown',
  howSure:
    'That code is there is certain. What it does was read from the names it uses, and names that it computes do not show. Lambda layers and pickled functions of honest projects are code as well.',
  remedy:
    'Read the code before the file is loaded; the Code view shows it. A sender can save the weights only, or put a layer of the library in the place of the function.',
  severities: [
    { severity: 'critical', when: 'code that names something known for harm; high where that kind of harm is' },
    { severity: 'medium', when: 'other code that runs when the file is loaded or used' },
    { severity: 'low', when: 'code that runs only on request and names something known for harm' },
    { severity: 'info', when: 'other code that runs only on request' },
  ],
  references: ['CVE-2024-3660', 'https://keras.io/api/layers/core_layers/lambda/'],
  check: ({ facts, ordinary }) => {
    let told = 0;
    return facts.flatMap((fact): Hit[] => {
      // TorchScript and templates run inside an interpreter of their own: their operations are judged one by one.
      if (
        fact.kind !== 'code' ||
        fact.language === 'torchscript' ||
        fact.language === 'jinja' ||
        fact.language === 'pickle'
      )
        return [];
      const surroundings = ordinary.surroundingsOf(fact);
      if (surroundings !== null)
        return [{ ...fact, severity: 'low' as const, message: describeOrdinary(fact, surroundings) }];
      const worst = fact.language === 'r' ? worstRName(fact.names) : worstName(fact.names);
      const reading = fact.language === 'python' && ++told <= CODES_READ ? readCode(fact) : null;
      const names =
        worst === null ? '' : ` It names ${printable(worst.name)}, which ${describeDanger(worst.danger).does}.`;
      return [
        {
          ...fact,
          severity: severityOf(fact, worst?.danger ?? null),
          message: joinSentences(
            `Carries code: ${shorten(printable(fact.title), 120)}. ${RUNS[fact.runs]}${names}`,
            codeSentences(reading),
          ),
          evidence: layerEvidence(reading),
        },
      ];
    });
  },
};

/** What ordinary code consists of: how many functions, and which modules they use. */
function describeOrdinary(fact: CodeFact, surroundings: CodeSurroundings): string {
  const { functions } = fact.inventory as CodeInventory;
  const modules = modulesUsed(fact.inventory as CodeInventory, surroundings);
  const uses = modules.length === 0 ? 'builtins' : modules.map(printable).join(', ');
  const parts = functions === 1 ? 'one part' : `${functions} parts`;
  return `Carries code: ${shorten(printable(fact.title), 120)}. All of it was understood: ${parts}, only arithmetic, texts and harmless functions (${uses}).`;
}

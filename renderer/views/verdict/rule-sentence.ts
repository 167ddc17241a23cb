import type { CodeFact, NamedObjectFact, OperationFact, ReferenceFact } from '../../../shared/domain/fact';
import type { Finding } from '../../../shared/domain/finding';
import type { Report } from '../../../shared/domain/report';
import { codeSentences, readCode } from '../../../shared/rules/calls/carried-effects';
import { configuredSentences, readConfigured } from '../../../shared/rules/calls/configured-call';
import { describeDanger } from '../../../shared/rules/global-policy';
import { judgeNamedObject } from '../../../shared/rules/policy/named-objects';
import { judgeOperation } from '../../../shared/rules/policy/operations';
import { printable, shorten } from '../../../shared/text/printable';
import { CODE_NOUNS, flaggedNames } from '../../state/code-names';
import { samePath } from '../../state/place';
import type { Prose } from '../../state/prose';

/** What the banner says for one finding: what would happen, and what to do about it. */
export interface RuleText {
  readonly sentence: Prose;
  readonly advice: string;
}

const LONGEST = 200;
const quoted = (text: string) => ({ code: shorten(printable(text), LONGEST) });
const dotted = (...parts: readonly string[]) => parts.filter((part) => part !== '').join('.');

type PlacedFact = NamedObjectFact | OperationFact | ReferenceFact | CodeFact;

/** The fact that a finding was made of: the one that stands at its place, and is named in its message where several do. */
function factOf<F extends PlacedFact>(facts: readonly F[], finding: Finding, label: (fact: F) => string): F | null {
  const here = facts.filter(
    (fact) =>
      fact.range.start === finding.byteOffset &&
      fact.range.end === finding.byteOffset + finding.byteLength &&
      samePath(fact.entryPath, finding.entryPath),
  );
  return here.find((fact) => finding.message.includes(printable(label(fact)).slice(0, 100))) ?? here[0] ?? null;
}

/** What a command or code does, behind the sentence that shows it. */
const effects = (sentences: readonly string[]): Prose => (sentences.length === 0 ? [] : [` ${sentences.join(' ')}`]);

function namedObject(fact: NamedObjectFact): RuleText {
  const name = dotted(fact.module, fact.name);
  const call = fact.called && fact.arguments !== '' ? `${name}(${fact.arguments})` : name;
  const use = fact.called ? 'call' : 'import';
  const { danger } = judgeNamedObject(fact.loader, fact.module, fact.name);
  if (danger === null)
    return {
      sentence: [`Loading this file makes ${fact.loader} ${use} `, quoted(call), ', which nobody has vouched for.'],
      advice: `Load it only if the program that ${quoted(name).code} belongs to is known and its source vouches for this file.`,
    };
  return {
    sentence: [
      `Loading this file makes ${fact.loader} ${use} `,
      quoted(call),
      `, which ${describeDanger(danger).does}.`,
      ...effects(fact.called ? configuredSentences(readConfigured(fact)) : []),
    ],
    advice: `Do not load it. Ask the sender for a model that names nothing but ${fact.loader}’s own classes, or for its weights as safetensors.`,
  };
}

function carriedCode(fact: CodeFact): RuleText {
  const [worst] = flaggedNames(fact);
  const code = CODE_NOUNS[fact.language];
  // A template is one thing, code is some.
  const some = fact.language === 'jinja' ? `a ${code}` : code;
  const names: Prose = worst ? [', which names ', quoted(worst.name), ` and so ${worst.does}`] : [''];
  const does = effects(fact.language === 'python' ? codeSentences(readCode(fact)) : []);
  switch (fact.runs) {
    case 'loading':
      return {
        sentence: [`Loading this file runs ${some} that it carries: `, quoted(fact.title), ...names, '.', ...does],
        advice: worst
          ? 'Do not load it. The Code tab shows what it does. Ask the sender for the weights without code.'
          : 'Read it in the Code tab before the file is loaded, or ask the sender for the weights without code.',
      };
    case 'using':
      return {
        sentence: [`Using this model runs ${some} that it carries: `, quoted(fact.title), ...names, '.', ...does],
        advice: worst
          ? 'Do not load it: the code waits for the first use. The Code tab shows what it does.'
          : 'Read it in the Code tab before the model is used, or ask the sender for a model without code.',
      };
    case 'onRequest':
      return {
        sentence: [
          `This file carries ${some} that runs only if somebody asks for it: `,
          quoted(fact.title),
          ...names,
          '.',
          ...does,
        ],
        advice: 'Do not let a loader trust the code of this file without reading it in the Code tab.',
      };
  }
}

function operation(fact: OperationFact): RuleText {
  const name = quoted(fact.domain === '' ? fact.name : `${fact.domain}::${fact.name}`);
  const judgement = judgeOperation(fact.family, fact.domain, fact.name);
  const detail: Prose = fact.detail === '' ? ['.'] : [': ', quoted(fact.detail)];
  if (judgement.class === 'notable')
    return {
      sentence: [
        `Running this model runs the ${fact.family} operation `,
        name,
        `, which ${judgement.row.does}`,
        ...detail,
      ],
      advice: 'Run it only where that can do no harm, or ask the sender for a graph without this operation.',
    };
  return {
    sentence: [`This model needs the ${fact.family} operation `, name, ', whose code is not in the file.'],
    advice:
      'Install no library for it unless its source is known: such a library is a program. Ask the sender what the operation is.',
  };
}

function reference(fact: ReferenceFact): RuleText {
  const target = quoted(fact.target);
  const purpose = `: ${shorten(printable(fact.purpose), 120)}.`;
  switch (fact.to) {
    case 'library':
      return {
        sentence: ['Loading this file loads the native library ', target, purpose],
        advice: 'Do not load it. A library is a program that runs at once and without limits.',
      };
    case 'address':
      return {
        sentence: ['Loading this file opens the address ', target, purpose],
        advice: 'Load it only without a network, or ask the sender for a file that holds all of the model.',
      };
    case 'file':
      return {
        sentence: [
          `Loading this file opens ${fact.leavesFolder ? 'a file outside its folder: ' : 'a file beside it: '}`,
          target,
          purpose,
        ],
        advice: fact.leavesFolder
          ? 'Do not load it where that path leads to anything. Ask the sender for a file that stays in its folder.'
          : 'Inspect that file too before the model is loaded.',
      };
  }
}

/** The banner's words for a finding about what is not a pickle; null for the other rules, whose message is the sentence. */
export function ruleText(report: Report, finding: Finding): RuleText | null {
  switch (finding.ruleId) {
    case 'named-object': {
      const fact = factOf(report.namedObjects, finding, ({ module, name }) => dotted(module, name));
      return fact && namedObject(fact);
    }
    case 'carried-code': {
      const fact = factOf(report.code, finding, ({ title }) => title);
      return fact && carriedCode(fact);
    }
    case 'graph-operation': {
      const fact = factOf(report.operations, finding, ({ name }) => name);
      return fact && operation(fact);
    }
    case 'outside-reference': {
      const fact = factOf(report.references, finding, ({ target }) => target);
      return fact && reference(fact);
    }
    default:
      return null;
  }
}

import type { NamedObjectFact } from '../../../../shared/domain/fact';
import { hydraName } from './hydra';
import { requestOfTag } from './python-tags';

/** A name found in the text of a document that could not be read whole. */
export interface NamedText {
  readonly object: Omit<NamedObjectFact, 'kind' | 'entryPath' | 'range'>;
  readonly start: number;
  readonly end: number;
}

const TARGET = /(?:_target_|\btarget|\bclass_path)["']?[ \t]{0,20}:[ \t]{0,20}["']?([A-Za-z_][\w.]{0,500})/g;
const TAG = /(?:!!|!<tag:yaml\.org,2002:)(python\/[\w/]{1,40}:[\w.%]{0,500})/g;

/**
 * What a loader that is more tolerant than ours would find in a document that is damaged or too long: targets and Python’s tags, by their
 * spelling alone. Comments are no exception: better a name too many than one too few.
 */
export function* namesInText(text: string): Generator<NamedText> {
  for (const match of text.matchAll(TARGET)) {
    const path = match[1] ?? '';
    if (!match[0].startsWith('_target_') && !path.includes('.')) continue;
    yield {
      object: { ...hydraName(path), called: true, arguments: '' },
      start: match.index,
      end: match.index + match[0].length,
    };
  }
  for (const match of text.matchAll(TAG)) {
    const request = requestOfTag(`tag:yaml.org,2002:${match[1] ?? ''}`, null);
    if (request?.kind === 'object')
      yield { object: { ...request.object, arguments: '' }, start: match.index, end: match.index + match[0].length };
  }
}

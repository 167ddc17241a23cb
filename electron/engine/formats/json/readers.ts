import type { EntryContext } from '../../entry-context';
import type { JsonDocument } from '../../json/json-document';
import { isKerasConfiguration, noteKeras } from '../keras/configuration';
import { diffusersReader } from './diffusers';
import { hydraReader } from './hydra';
import { jsonpickleReader } from './jsonpickle';
import { modelPackageReader } from './model-package';
import { shardIndexReader } from './shard-index';
import { tensorflowJsReader } from './tensorflow-js';
import { tokenizerReader } from './tokenizer';
import { transformersReader } from './transformers';

/** A kind of document that is JSON, told by its content, with what is worth noting of it. */
export interface JsonReader {
  /** As the format path names it. */
  readonly label: string;
  readonly recognises: (document: JsonDocument) => boolean;
  readonly read: (context: EntryContext, document: JsonDocument) => void | Promise<void>;
}

const kerasReader: JsonReader = { label: 'Keras configuration', recognises: isKerasConfiguration, read: noteKeras };

/** THE kinds of document. All that recognise one read it: a document may speak to two loaders. The first gives the name. */
export const JSON_READERS: readonly JsonReader[] = [
  tensorflowJsReader,
  kerasReader,
  hydraReader,
  jsonpickleReader,
  tokenizerReader,
  diffusersReader,
  transformersReader,
  shardIndexReader,
  modelPackageReader,
];

/** What the engine needs from the process it runs in. Each port has one adapter in `electron/adapters`. */
export interface Ports {
  readonly sha256: () => Hasher;
  readonly inflate: Inflate;
  /** CRC-32 (IEEE) of `bytes` going on from `previous`. */
  readonly crc32: (bytes: Uint8Array, previous: number) => number;
  readonly readYaml: ReadYaml;
  readonly xmlReader: (handlers: XmlHandlers) => XmlReader;
  /** Milliseconds since some start. */
  readonly now: () => number;
  /** Lets the process take its messages before long work goes on. */
  readonly turn: () => Promise<void>;
}

/** A running digest. */
export interface Hasher {
  update(bytes: Uint8Array): void;
  /** Lower-case hex. May be called once. */
  finish(): string;
}

/** How compressed bytes are wrapped: raw deflate as in zip members, or zlib (RFC 1950) as joblib writes them. */
export type InflateMethod = 'deflate' | 'zlib';

/**
 * Inflates what `pull` yields. Yields chunks that are valid until the next one is asked for; ends when the compressed stream says so.
 * `consumed()` is then the number of compressed bytes used. Throws `InflateError` for damaged data; what was yielded before stands.
 */
export type Inflate = (method: InflateMethod, pull: () => Promise<Uint8Array | null>) => Inflation;

export interface Inflation extends AsyncIterable<Uint8Array> {
  consumed(): number;
}

/** Compressed data that breaks off or contradicts itself. Every decoder throws it, the engine’s own ones (`codecs/`) too. */
export class InflateError extends Error {}

/** A node of a YAML document. Places count UTF-16 code units of the text. Nothing is resolved: every scalar is text. */
export interface YamlNode {
  readonly kind: 'map' | 'sequence' | 'scalar' | 'alias';
  /** The tag with its prefix written out: `tag:yaml.org,2002:python/name:os.system`; empty where none is written. */
  readonly tag: string;
  readonly start: number;
  readonly end: number;
  /** The text of a scalar, the anchor of an alias. */
  readonly text: string;
  /** What an alias stands for; null for one that leads nowhere or into itself. */
  readonly target: YamlNode | null;
  readonly items: readonly YamlNode[];
  readonly entries: readonly { readonly key: YamlNode; readonly value: YamlNode | null }[];
}

export interface YamlOutline {
  /** The documents of the stream; null for an empty one. What could be read is there, problems or not. */
  readonly documents: readonly (YamlNode | null)[];
  readonly problems: readonly { readonly message: string; readonly start: number; readonly end: number }[];
}

/** Reads a YAML stream into nodes. Never throws for what is in the text, never makes an object of a tag, never expands an alias. */
export type ReadYaml = (text: string) => YamlOutline;

/** The elements of an XML document, in order; texts are not handed out and not held. Places count UTF-16 code units of all text written so far. */
export interface XmlHandlers {
  readonly open: (name: string, attributes: ReadonlyMap<string, string>, position: number) => void;
  readonly close: (name: string, position: number) => void;
  /** The inside of `<!DOCTYPE …>`, unread: nothing it declares is ever expanded. */
  readonly doctype: (text: string, position: number) => void;
  readonly problem: (message: string, position: number) => void;
}

/** A reader of XML in pieces. Never throws for what is in the text, never fetches, never expands an entity of the document’s own. */
export interface XmlReader {
  write(text: string): void;
  /** No more text: an element that is still open is a problem now. */
  end(): void;
}

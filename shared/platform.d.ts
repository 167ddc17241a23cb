// The few platform globals that every process Cuvette runs in has: Node 18+, Chromium 114+, Electron 25+.
// This file is the list of platform assumptions; `lib: ES2023` declares none of them. Add here only what all of them have.

interface AbortSignal {
  readonly aborted: boolean;
  throwIfAborted(): void;
}

interface TextDecoder {
  decode(input?: Uint8Array): string;
}
declare const TextDecoder: {
  new (label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean }): TextDecoder;
};

interface TextEncoder {
  encode(input?: string): Uint8Array;
}
declare const TextEncoder: { new (): TextEncoder };

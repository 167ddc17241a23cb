const SIMPLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
};

/**
 * The escapes of a Python text literal (Language Reference, 2.4.1). An unknown escape stays as it is written, a name (`\N{…}`) becomes
 * U+FFFD, except for the underscore: names of characters are not carried along.
 */
export function decodePythonEscapes(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|N\{([^}]{1,100})\}|([0-7]{1,3})|([abfnrtv\\'"\n]))/g,
    (whole, hex?: string, short?: string, long?: string, name?: string, octal?: string, simple?: string) => {
      if (simple !== undefined) return SIMPLE[simple] as string;
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      if (name !== undefined) return name.toUpperCase() === 'LOW LINE' ? '_' : '\ufffd';
      const digits = hex ?? short ?? long ?? '';
      const code = Number.parseInt(digits, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

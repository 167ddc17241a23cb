/** How a slot's value is read: a number of so many bytes, an offset to a string or table, or a table chosen by the slot before. */
export interface TableField {
  readonly slot: number;
  readonly name: string;
  readonly kind: 'scalar' | 'string' | 'table' | 'union';
  readonly vector: boolean;
  /** Bytes of a number; four for offsets. */
  readonly width: number;
  /** The table's name, or the union's. */
  readonly of: string;
}

/** Tables by name with their fields by slot, and unions with their tables by number. */
export interface Tables {
  readonly tables: ReadonlyMap<string, ReadonlyMap<number, TableField>>;
  readonly unions: ReadonlyMap<string, ReadonlyMap<number, string>>;
}

/**
 * Reads a schema as `build/policy/flatbuffer_schema.py` writes it: a line with a table's name, then one indented line a field, `slot type
 * name`; numbers are written by their width, `*` stands behind vectors. Unions list their members by number.
 */
export function readTables(text: string): Tables {
  const tables = new Map<string, Map<number, TableField>>();
  const unions = new Map<string, Map<number, string>>();
  let fields = new Map<number, TableField>();
  let members: Map<number, string> | null = null;
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const words = line.trim().split(' ');
    if (!line.startsWith(' ')) {
      members = words[0] === 'union' ? new Map() : null;
      fields = new Map();
      if (members === null) tables.set(line, fields);
      else unions.set(words[1], members);
    } else if (members !== null) members.set(Number(words[0]), words[1]);
    else {
      const slot = Number(words[0]);
      const vector = words[1].endsWith('*');
      const type = vector ? words[1].slice(0, -1) : words[1];
      const width = /^\d+$/.test(type) ? Number(type) : 4;
      const kind = type === 'union' ? 'union' : type === 'string' ? 'string' : /^\d+$/.test(type) ? 'scalar' : 'table';
      const of = kind === 'union' ? words[2] : kind === 'table' ? type : '';
      fields.set(slot, { slot, name: words[words.length - 1], kind, vector, width, of });
    }
  }
  return { tables, unions };
}

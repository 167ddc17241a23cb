/** How a field's bytes are read: varints by value, fixed ones by width, the rest by length. */
export type FieldKind = 'varint' | 'fixed32' | 'fixed64' | 'string' | 'bytes' | 'message';

/** One field of a message. */
export interface SchemaField {
  readonly number: number;
  readonly name: string;
  readonly kind: FieldKind;
  readonly repeated: boolean;
  /** What may stand in a message only once: the oneof's name, or the field's own; null for repeated fields. */
  readonly single: string | null;
  /** The message's name where `kind` is `message`. */
  readonly message: string;
}

/** A message's fields by number. */
export interface MessageSchema {
  readonly name: string;
  readonly fields: ReadonlyMap<number, SchemaField>;
}

/** Messages by name. */
export type Schema = Pick<ReadonlyMap<string, MessageSchema>, 'get'>;

const KINDS: ReadonlyMap<string, FieldKind> = new Map([
  ...['int32', 'int64', 'uint32', 'uint64', 'sint32', 'sint64', 'bool', 'enum'].map(
    (type) => [type, 'varint'] as const,
  ),
  ...['fixed32', 'sfixed32', 'float'].map((type) => [type, 'fixed32'] as const),
  ...['fixed64', 'sfixed64', 'double'].map((type) => [type, 'fixed64'] as const),
  ['string', 'string'],
  ['bytes', 'bytes'],
]);

/** A schema from its text, which is read when the first message is asked for: most runs meet no protobuf. */
export function readSchema(text: string): Schema {
  let messages: ReadonlyMap<string, MessageSchema> | undefined;
  return {
    get: (name) => {
      messages ??= messagesOf(text);
      return messages.get(name);
    },
  };
}

/**
 * The messages of a schema as `build/policy/protobuf_schemas.py` writes it: a line with a message's name, then one indented line a field,
 * `number type name`, with `*` behind the type of repeated fields and `|name` for members of a oneof.
 */
function messagesOf(text: string): ReadonlyMap<string, MessageSchema> {
  const schema = new Map<string, MessageSchema>();
  let fields = new Map<number, SchemaField>();
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    if (!line.startsWith(' ')) {
      fields = new Map();
      schema.set(line, { name: line, fields });
      continue;
    }
    const [number, type, name, oneof] = line.trim().split(' ');
    const repeated = type.endsWith('*');
    const bare = repeated ? type.slice(0, -1) : type;
    const kind = KINDS.get(bare) ?? 'message';
    fields.set(Number(number), {
      number: Number(number),
      name,
      kind,
      repeated,
      single: repeated ? null : (oneof?.slice(1) ?? name),
      message: kind === 'message' ? bare : '',
    });
  }
  return schema;
}

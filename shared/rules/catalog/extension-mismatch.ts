import { extensionContradicts, formatRow } from '../../formats';
import type { Rule } from '../rule';

export const extensionMismatch: Rule = {
  id: 'extension-mismatch',
  title: 'The file name promises another format',
  severity: 'medium',
  explanation:
    'Format is decided by content. The extension of this file belongs to another kind of file, which people and programs may take for harmless.',
  consequence: 'Programs that go by content load it as what it is; people and filters that go by the name let it pass.',
  certainty: 'indication',
  howSure: 'Name and content certainly differ. A download that was renamed is the most common reason.',
  remedy: 'Ask the sender what the file is. Loaders that go by content will treat it as what it contains.',
  severities: [
    { severity: 'medium', when: 'the content can run code' },
    { severity: 'low', when: 'the content cannot' },
  ],
  references: ['CVE-2025-10155'],
  check: ({ fileName, format }) => {
    const dot = fileName.lastIndexOf('.');
    const extension = dot > 0 ? fileName.slice(dot + 1) : '';
    if (extension === '' || !extensionContradicts(format, extension)) return [];
    const row = formatRow(format);
    return [
      {
        entryPath: [],
        range: { start: 0, end: 2 },
        severity: row.runsCode ? ('medium' as const) : ('low' as const),
        message: `The name ends in .${extension}, the content is ${row.label}.`,
      },
    ];
  },
};

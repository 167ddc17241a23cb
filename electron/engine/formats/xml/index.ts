import type { Format } from '../../format';
import { notePromise } from '../text/promise';
import { readXml } from './read-xml';
import { rootOf } from './root';

/** XML of no kind that is known here: read for what its readers would follow, otherwise text. Pages are text. */
export const xmlFormat: Format = {
  certainty: 'text',
  probe: (content) => {
    const root = rootOf(content.head);
    if (root === null || /^html$/i.test(root.name)) return false;
    return root.declared || /\.(?:xml|svg|xsd|xslt?|plist|pom)$/i.test(content.name);
  },
  inspect: async (context, content) => {
    const root = rootOf(content.head)?.name ?? '';
    let elements = 0;
    await readXml(context, content, () => {
      elements++;
    });
    notePromise(context, content, 'xml');
    context.note.metadata('elements', String(elements));
    return { format: 'xml', formatPath: [root === '' ? 'XML' : `XML, ${root.slice(0, 40)}`] };
  },
};

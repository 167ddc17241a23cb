import type { EntryContext } from '../../entry-context';
import type { Format } from '../../format';
import { readXml } from '../xml/read-xml';
import { rootOf } from '../xml/root';

/** The elements that are models (PMML 4.4.1). */
const MODELS: ReadonlySet<string> = new Set(
  (
    'AnomalyDetectionModel AssociationModel BaselineModel BayesianNetworkModel ClusteringModel GaussianProcessModel GeneralRegressionModel ' +
    'MiningModel NaiveBayesModel NearestNeighborModel NeuralNetwork RegressionModel RuleSetModel Scorecard SequenceModel ' +
    'SupportVectorMachineModel TextModel TimeSeriesModel TreeModel'
  ).split(' '),
);

/** Extensions and functions told one by one. */
const LISTED = 50;

/** Models in the Predictive Model Markup Language: data for evaluators, but for the functions of their host that they may name. */
export const pmmlFormat: Format = {
  certainty: 'structure',
  probe: ({ head }) => /^(?:\w+:)?PMML$/.test(rootOf(head)?.name ?? ''),
  inspect: async (context, content) => {
    const reader = new PmmlReader(context);
    await readXml(context, content, (name, attributes, position) => reader.element(name, attributes, position));
    reader.finish();
    return { format: 'pmml', formatPath: ['PMML'] };
  },
};

class PmmlReader {
  private readonly context: EntryContext;
  private readonly models = new Map<string, number>();
  private readonly defined = new Set<string>();
  private readonly applied = new Map<string, number>();
  private fields = 0;
  private extensions = 0;
  private elements = 0;

  constructor(context: EntryContext) {
    this.context = context;
  }

  element(qualified: string, attributes: ReadonlyMap<string, string>, position: number): void {
    const { note } = this.context;
    const name = qualified.slice(qualified.indexOf(':') + 1);
    if (++this.elements === 1) {
      note.metadata('framework', 'PMML');
      note.metadata('version', attributes.get('version') ?? '', 0, position);
    }
    if (MODELS.has(name)) this.models.set(name, (this.models.get(name) ?? 0) + 1);
    const algorithm = MODELS.has(name) ? attributes.get('algorithmName') : undefined;
    if (algorithm !== undefined) note.metadata('algorithm', algorithm);
    if (name === 'DataField') this.fields++;
    if (name === 'Application')
      note.metadata('producer', `${attributes.get('name') ?? ''} ${attributes.get('version') ?? ''}`.trim());
    if (name === 'Header') {
      const description = attributes.get('description');
      if (description !== undefined) note.metadata('description', description);
      const copyright = attributes.get('copyright');
      if (copyright !== undefined) note.metadata('copyright', copyright);
    }
    if (name === 'Extension' && ++this.extensions <= LISTED)
      note.metadata(
        'extension',
        `${attributes.get('extender') ?? ''} ${attributes.get('name') ?? ''}`.trim(),
        position,
        position,
      );
    if (name === 'DefineFunction') this.defined.add(attributes.get('name') ?? '');
    if (name === 'Apply' && this.applied.size < 10_000) {
      const called = attributes.get('function') ?? '';
      if (!this.applied.has(called)) this.applied.set(called, position);
    }
  }

  finish(): void {
    const { note } = this.context;
    if (this.models.size > 0)
      note.metadata(
        'models',
        [...this.models].map(([name, count]) => (count === 1 ? name : `${name} ×${count}`)).join(', '),
      );
    note.metadata('features', String(this.fields));
    let told = 0;
    for (const [name, position] of this.applied) {
      // PMML’s own functions have plain names; a dotted one is a class that evaluators written in Java load by its name.
      if (this.defined.has(name) || !/^[A-Za-z_][\w$]*(?:\.[A-Za-z_][\w$]*)+$/.test(name) || ++told > LISTED) continue;
      note.oddity(
        'codeTag',
        `a transformation calls ${name}, a class of the program that loads it`,
        position,
        position,
      );
    }
  }
}

import type { EntryContext } from '../../entry-context';

/** The objectives that XGBoost brings (`src/objective`): any other name belongs to a function that is not in the file. */
const OBJECTIVES: ReadonlySet<string> = new Set(
  (
    'reg:squarederror reg:squaredlogerror reg:logistic reg:pseudohubererror reg:absoluteerror reg:quantileerror reg:linear reg:gamma ' +
    'reg:tweedie reg:expectileerror binary:logistic binary:logitraw binary:hinge count:poisson survival:cox survival:aft multi:softmax ' +
    'multi:softprob rank:ndcg rank:map rank:pairwise'
  ).split(' '),
);

/** Feature names listed in the summary, and attributes. */
const LISTED = 20;

/**
 * What the Overview says of a booster, gathered from values as they come by. A path names the keys from the outside in, with `[]` for a place in a
 * list: `learner/objective/name`.
 */
export class BoosterSummary {
  private readonly texts = new Map<string, string>();
  private readonly features: string[] = [];
  private featureCount = 0;
  private readonly attributes: (readonly [name: string, value: string])[] = [];
  private trees = 0;
  private version: number[] = [];

  text(path: string, value: string): void {
    if (path === 'learner/feature_names/[]') {
      this.featureCount++;
      if (this.features.length < LISTED) this.features.push(value.slice(0, 60));
    } else if (path.startsWith('learner/attributes/')) {
      if (this.attributes.length < LISTED) this.attributes.push([path.slice('learner/attributes/'.length), value]);
    } else if (WANTED.has(path) || path.endsWith('/gbtree_model_param/num_trees')) this.texts.set(path, value);
  }

  number(path: string, value: number): void {
    if (path === 'version/[]' && this.version.length < 3) this.version.push(value);
  }

  /** A mapping begins at this path. */
  open(path: string): void {
    if (path.endsWith('/trees/[]')) this.trees++;
  }

  write({ note }: EntryContext): void {
    const { texts } = this;
    note.metadata('framework', this.version.length > 0 ? `XGBoost ${this.version.join('.')}` : 'XGBoost');
    const objective = texts.get('learner/objective/name');
    if (objective !== undefined)
      note.metadata('objective', OBJECTIVES.has(objective) ? objective : `${objective} (not one of XGBoost’s own)`);
    const booster = texts.get('learner/gradient_booster/name');
    if (booster !== undefined) note.metadata('booster', booster);
    if (this.trees > 0) note.metadata('trees', String(this.trees));
    const features = texts.get('learner/learner_model_param/num_feature');
    if (features !== undefined) note.metadata('features', features);
    const classes = texts.get('learner/learner_model_param/num_class');
    if (classes !== undefined && classes !== '0') note.metadata('classes', classes);
    if (this.features.length > 0)
      note.metadata('feature names', `${this.features.join(', ')}${this.featureCount > LISTED ? ' …' : ''}`);
    for (const [name, value] of this.attributes) note.metadata(`attribute ${name}`.slice(0, 80), value);
  }
}

const WANTED: ReadonlySet<string> = new Set([
  'learner/objective/name',
  'learner/gradient_booster/name',
  'learner/learner_model_param/num_feature',
  'learner/learner_model_param/num_class',
]);

import './explained.css';

interface Props {
  readonly meaning: string;
  readonly consequence: string;
  /** How sure, in a word or two. */
  readonly certainty: string;
  readonly howSure: string;
  readonly remedy: string;
}

/** The four things people ask of a finding, in the order in which they ask. */
export function Explained({ meaning, consequence, certainty, howSure, remedy }: Props) {
  return (
    <dl className="explained selectable">
      <div>
        <dt>What it means</dt>
        <dd>{meaning}</dd>
      </div>
      <div>
        <dt>What would happen</dt>
        <dd>{consequence}</dd>
      </div>
      <div>
        <dt>How sure</dt>
        <dd>
          <span className="strong">{certainty}.</span> {howSure}
        </dd>
      </div>
      <div>
        <dt>What to do</dt>
        <dd>{remedy}</dd>
      </div>
    </dl>
  );
}

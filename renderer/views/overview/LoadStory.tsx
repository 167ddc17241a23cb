import { useMemo } from 'react';
import { isComplete } from '../../../shared/domain/coverage';
import type { Report } from '../../../shared/domain/report';
import { readingLoaders } from '../../state/loader-steps';
import { omittedOf } from '../../state/omitted';
import { nothingSentence } from './nothing';
import { StepList } from './StepList';
import { loadStory, STORY_KINDS, storyBesideLoaders } from './story';

/**
 * What loading would do, told once: where the table of loaders has the imports and calls, only what is not in it. Nothing where the table
 * says it all.
 */
export function LoadStory({ report }: { readonly report: Report }) {
  const hasTable = readingLoaders(report).length > 0;
  const steps = useMemo(() => (hasTable ? storyBesideLoaders(report) : loadStory(report)), [report, hasTable]);
  const left = STORY_KINDS.reduce((sum, kind) => sum + omittedOf(report, kind), 0);
  const isWhole = isComplete(report.coverage) && report.error === null;
  if (hasTable && steps.length === 0)
    return isWhole ? null : (
      <p className="muted overview-section wide">
        Not all of the file was understood. What was not understood may do anything.
      </p>
    );
  const isUsed = steps.some((step) => step.when === 'using');
  const isLoaded = steps.some((step) => step.when === 'loading');
  return (
    <section className="overview-section wide" aria-labelledby="story-title">
      <h2 id="story-title" className="section-title">
        {hasTable
          ? isLoaded
            ? 'What none of them reaches, and other programs may'
            : 'What using it would do, in order'
          : isUsed
            ? 'What loading and using it would do, in order'
            : 'What loading it would do, in order'}
      </h2>
      {steps.length === 0 ? <p className="muted">{nothingSentence(report)}</p> : <StepList steps={steps} />}
      {left > 0 && <p className="faint">{left.toLocaleString('en')} more are counted and not listed.</p>}
    </section>
  );
}

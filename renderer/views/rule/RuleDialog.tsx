import { Dialog } from 'radix-ui';
import { ruleById } from '../../../shared/rules/catalog';
import { CERTAINTY_WORDS, referenceAddress } from '../../../shared/rules/explain';
import { Explained } from '../../components/Explained/Explained';
import { SeverityTag } from '../../components/SeverityTag/SeverityTag';
import { useSession, useView } from '../../state/hooks';
import './rule-dialog.css';

/** The page of a rule: all that the catalogue says of it. References are texts: nothing here leads out of the app. */
export function RuleDialog() {
  const { view } = useSession();
  const id = useView((state) => (state.overlay === 'rule' ? state.rule : null));
  const rule = id === null ? undefined : ruleById(id);
  return (
    <Dialog.Root open={rule !== undefined} onOpenChange={(next) => !next && view.setState({ overlay: null })}>
      <Dialog.Portal>
        <Dialog.Overlay className="rule-shade" />
        <Dialog.Content className="rule-page" aria-describedby={undefined}>
          {rule && (
            <>
              <Dialog.Title>{rule.title}</Dialog.Title>
              <p className="muted">
                <code className="selectable">{rule.id}</code>, at worst {rule.severity}
              </p>
              <Explained
                meaning={rule.explanation}
                consequence={rule.consequence}
                certainty={CERTAINTY_WORDS[rule.certainty]}
                howSure={rule.howSure}
                remedy={rule.remedy}
              />
              <h3>Severity</h3>
              <table>
                <tbody>
                  {rule.severities.map(({ severity, when }) => (
                    <tr key={severity + when}>
                      <th scope="row">
                        <SeverityTag severity={severity} />
                      </th>
                      <td>{when}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
              {rule.references.length > 0 && (
                <>
                  <h3>References</h3>
                  <ul className="selectable">
                    {rule.references.map((reference) => {
                      const address = referenceAddress(reference);
                      return (
                        <li key={reference}>
                          {reference}
                          {address !== null && address !== reference && <span className="muted"> {address}</span>}
                        </li>
                      );
                    })}
                  </ul>
                </>
              )}
            </>
          )}
          <Dialog.Close className="button">Close</Dialog.Close>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

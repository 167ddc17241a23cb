import { RadioGroup } from 'radix-ui';
import { useState } from 'react';
import { PROFILES, profileOf } from '../../../shared/policy/profiles';
import type { ProfileId } from '../../../shared/policy/project-policy';
import { useSession } from '../../state/hooks';
import { refusalText } from '../../state/policy';

/** How much of what the built-in rows trust this project trusts. Choosing judges everything anew. */
export function ProfileChoice({ value, isDisabled }: { readonly value: ProfileId; readonly isDisabled: boolean }) {
  const { policy } = useSession();
  const [refusal, setRefusal] = useState<string | null>(null);
  return (
    <section className="policy-section" aria-labelledby="policy-profile">
      <h2 id="policy-profile" className="section-title">
        Profile
      </h2>
      <RadioGroup.Root
        className="profiles"
        aria-labelledby="policy-profile"
        value={value}
        disabled={isDisabled}
        onValueChange={(profile) =>
          void policy
            .edit({ what: 'profile', profile: profile as ProfileId })
            .then((error) => setRefusal(error ? refusalText(error) : null))
        }
      >
        {PROFILES.map(({ id, title, admits }) => (
          <RadioGroup.Item
            key={id}
            value={id}
            className="profile"
            aria-label={title}
            aria-describedby={`profile-${id}`}
          >
            <span className="profile-title">
              <i className="profile-dot" aria-hidden="true" />
              {title}
            </span>
            <span id={`profile-${id}`} className="profile-admits muted">
              {admits}
            </span>
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
      <p className="profile-chosen muted" aria-hidden="true">
        {profileOf(value).admits}
      </p>
      {refusal && (
        <p className="policy-refusal" role="alert">
          {refusal}
        </p>
      )}
    </section>
  );
}

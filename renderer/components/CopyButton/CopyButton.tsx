import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useSession } from '../../state/hooks';

const SHOWN_MS = 1500;

/** Copies a text through the main process and says so. */
export function CopyButton({ text, name }: { readonly text: string; readonly name: string }) {
  const { bridge } = useSession();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={copied ? `${name}: copied` : name}
      title={name}
      onClick={() => void bridge.request('clipboard.write', { text }).then((reply) => setCopied(reply.ok))}
    >
      {copied ? <Check aria-hidden /> : <Copy aria-hidden />}
    </button>
  );
}

import { judgeListed } from '../../shared/rules/global-policy';

/** Reads `[[module, name], …]` from standard input and answers how the policy judges each, for build/policy/gadgets.py. */
async function main(): Promise<void> {
  const pieces: Buffer[] = [];
  for await (const piece of process.stdin) pieces.push(piece as Buffer);
  const names = JSON.parse(Buffer.concat(pieces).toString('utf8')) as readonly (readonly [string, string])[];
  process.stdout.write(JSON.stringify(names.map(([module, name]) => judgeListed(module, name).class)));
}

main();

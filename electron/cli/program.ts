import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Report } from '../../shared/domain/report';
import { BUILT_IN_POLICY, PolicyInForce } from '../../shared/rules/policy-in-force';
import { printable } from '../../shared/text/printable';
import { VERSION } from '../../shared/version';
import { today } from '../adapters/clock';
import { PolicyFileError, readPolicyFile } from '../adapters/policy-file';
import { failed, scanFile } from '../scanner/scan';
import { parseArguments, type ScanCommand, USAGE } from './arguments';
import { explainText } from './explain';
import { Human } from './human';
import { inOrder } from './in-order';
import { artifactToJson, emptySummary, exitCode, policyToJson, rulesToJson, TOOL } from './json';
import { type Listed, listFiles } from './paths';
import { ProgressLine } from './progress-line';

const BAD_USAGE = 64;
export const OUR_FAULT = 70;

/** Writes and waits while the reader of the pipe is slow, so that a folder of any size needs bounded memory. */
function write(text: string): Promise<void> {
  return new Promise((done) => {
    if (process.stdout.write(text)) done();
    else process.stdout.once('drain', done);
  });
}

/** The passwords of a file, one a line. Null when it cannot be read; passwords are never printed. */
function readPasswords(file: string): readonly string[] | null {
  try {
    const lines = readFileSync(file, 'utf8').split('\n');
    return lines.map((line) => line.replace(/\r$/, '')).filter((line) => line !== '');
  } catch {
    return null;
  }
}

/** The policy of a file; null after saying what is wrong with it, place by place. */
function readPolicyOf(file: string): PolicyInForce | null {
  try {
    const { policy, sha256 } = readPolicyFile(file);
    return new PolicyInForce(policy, today(), sha256);
  } catch (error) {
    if (!(error instanceof PolicyFileError)) throw error;
    for (const line of error.message.split('\n'))
      process.stderr.write(`cuvette: ${printable(file)}: ${printable(line)}\n`);
    return null;
  }
}

async function scanListed(
  listed: Listed,
  progress: ProgressLine,
  passwords: readonly string[],
  policy: PolicyInForce,
): Promise<Report> {
  if (listed.error !== null) return failed(0, listed.error, 0, policy);
  const { report } = await scanFile(listed.path, {
    passwords,
    policy: () => policy,
    onProgress: (now) => progress.update(listed.path, now),
  });
  return report;
}

async function runScan(command: ScanCommand): Promise<number> {
  const started = performance.now();
  const passwords = command.passwordFile === null ? [] : readPasswords(command.passwordFile);
  if (passwords === null) {
    process.stderr.write('cuvette: the password file cannot be read\n');
    return BAD_USAGE;
  }
  const policy = command.policyFile === null ? BUILT_IN_POLICY : readPolicyOf(command.policyFile);
  if (policy === null) return BAD_USAGE;
  const summary = emptySummary();
  const human = new Human(command.color ?? (process.stdout.isTTY === true && process.env.NO_COLOR === undefined));
  const progress = new ProgressLine(process.stderr, command.output === 'human' && process.stderr.isTTY === true);
  const jobs = command.jobs ?? Math.min(8, availableParallelism());
  const hit = new Set<string>();
  let first = true;
  if (command.output === 'json')
    await write(
      `{"schemaVersion":1,"tool":${JSON.stringify(TOOL)},"policy":${JSON.stringify(policyToJson(command.policyFile, policy))},"artifacts":[`,
    );
  if (command.output === 'human' && command.policyFile !== null) await write(human.policy(command.policyFile, policy));
  for await (const { item, result } of inOrder(listFiles(command.paths, command.recursive), jobs, (listed) =>
    scanListed(listed, progress, passwords, policy),
  )) {
    summary[result.verdict]++;
    for (const finding of result.findings) hit.add(finding.ruleId);
    progress.clear();
    if (command.output === 'human') await write(human.artifact(item.path, result));
    else {
      const json = JSON.stringify(artifactToJson(item.path, result, policy));
      await write(command.output === 'ndjson' ? `${json}\n` : `${first ? '' : ','}\n${json}`);
    }
    first = false;
  }
  progress.clear();
  if (command.output === 'json')
    await write(`\n],"rules":${JSON.stringify(rulesToJson(hit))},"summary":${JSON.stringify(summary)}}\n`);
  if (command.output === 'human') await write(human.summary(summary, (performance.now() - started) / 1000));
  return exitCode(summary);
}

/** The whole program. Answers the exit code; prints its own failures. */
export async function main(args: readonly string[]): Promise<number> {
  const command = parseArguments(args);
  try {
    switch (command.command) {
      case 'help':
        await write(USAGE);
        return 0;
      case 'version':
        await write(`cuvette ${VERSION}, rules ${TOOL.ruleset}\n`);
        return 0;
      case 'bad':
        process.stderr.write(`cuvette: ${command.why}\n\n${USAGE}`);
        return BAD_USAGE;
      case 'explain': {
        const text = explainText(command.rule);
        if (text !== null) await write(text);
        else
          process.stderr.write(`cuvette: no rule ${printable(command.rule)}; "cuvette explain list" names them all\n`);
        return text === null ? BAD_USAGE : 0;
      }
      case 'scan':
        return await runScan(command);
    }
  } catch (error) {
    if ((error as { code?: string }).code === 'EPIPE') return 0;
    process.stderr.write(`cuvette: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return OUR_FAULT;
  }
}

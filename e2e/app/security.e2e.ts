import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { Bridge } from '../../shared/ipc/contract';
import { expect, test } from '../app.fixture';

declare global {
  interface Window {
    cuvette: Bridge;
    leaked?: boolean;
  }
}

/** Does something in the page and returns which directives of the policy it broke. */
async function violationsOf(page: Page, action: () => void): Promise<string[]> {
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective));
  });
  await page.evaluate(action);
  return page.evaluate(async () => {
    const { seen } = window as unknown as { seen: string[] };
    for (let i = 0; i < 40 && seen.length === 0; i++) await new Promise((resolve) => setTimeout(resolve, 50));
    return seen;
  });
}

test('the window is sandboxed, isolated and without Node @smoke', async ({ launch }) => {
  const { electron, page } = await launch();
  const settings = await electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows().map((window) => window.webContents)[0];
    return (contents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences();
  });
  expect(settings).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    webSecurity: true,
  });
  expect(settings.nodeIntegrationInWorker ?? false).toBe(false);
  expect(settings.allowRunningInsecureContent ?? false).toBe(false);
  expect(settings.experimentalFeatures ?? false).toBe(false);

  const found = await page.evaluate(() => ({
    globals: ['require', 'process', 'module', 'Buffer', 'global', '__dirname'].filter((name) => name in window),
    bridge: Object.keys(window.cuvette).sort(),
    frozen: Object.isFrozen(window.cuvette) || !Reflect.set(window.cuvette, 'request', null),
    isolated: window.crossOriginIsolated,
    url: location.href,
  }));
  expect(found.globals).toEqual([]);
  expect(found.bridge).toEqual(['addDropped', 'on', 'ready', 'request']);
  expect(found.frozen).toBe(true);
  expect(found.isolated).toBe(true);
  expect(found.url).toBe('app://cuvette/index.html');
});

test('only the page’s own files run as script', async ({ launch }) => {
  const { page } = await launch();
  const inline = await violationsOf(page, () => {
    const script = document.createElement('script');
    script.textContent = 'window.leaked = true';
    document.body.append(script);
  });
  expect(inline).toEqual(['script-src-elem']);
  const evaluated = await page.evaluate(
    () =>
      new Promise((resolve) => {
        // In a task of its own: the debugger's own evaluation is exempt from the policy.
        setTimeout(() => {
          try {
            // biome-ignore lint/security/noGlobalEval: that it is refused is what is tested
            resolve(eval('1 + 1'));
          } catch (error) {
            resolve((error as Error).name);
          }
        });
      }),
  );
  expect(evaluated).toBe('EvalError');
  expect(await page.evaluate(() => window.leaked)).toBeUndefined();
});

test('nothing is fetched from elsewhere', async ({ launch }) => {
  const { page } = await launch();
  const places: readonly [directive: string, action: () => void][] = [
    ['connect-src', () => void fetch('https://example.com/').catch(() => {})],
    ['connect-src', () => void fetch('app://elsewhere/index.html').catch(() => {})],
    ['connect-src', () => void fetch('file:///etc/hostname').catch(() => {})],
    ['connect-src', () => void new WebSocket('wss://example.com/')],
    ['img-src', () => void Object.assign(new Image(), { src: 'https://example.com/a.png' })],
    ['frame-src', () => document.body.append(Object.assign(document.createElement('iframe'), { src: '/index.html' }))],
    [
      'style-src-elem',
      () => document.head.append(Object.assign(document.createElement('style'), { textContent: 'b{}' })),
    ],
  ];
  for (const [directive, action] of places) {
    expect(await violationsOf(page, action), String(action)).toContain(directive);
  }
});

test('every answer of the app’s own scheme carries the headers, and none leads out of its folder', async ({
  launch,
}) => {
  const { page } = await launch();
  const answers = await page.evaluate(async () => {
    const ask = async (address: string, method = 'GET') => {
      const { status, headers } = await fetch(address, { method });
      return { status, headers: Object.fromEntries(headers.entries()) };
    };
    return {
      page: await ask('app://cuvette/index.html'),
      start: await ask('app://cuvette/'),
      again: await ask('app://cuvette/index.html'),
      posted: (await ask('app://cuvette/index.html', 'POST')).status,
      outside: await Promise.all(
        [
          'app://cuvette/..%2f..%2fpackage.json',
          'app://cuvette/%2e%2e/%2e%2e/package.json',
          'app://cuvette/..%5c..%5cpackage.json',
          'app://cuvette/assets/..%2f..%2fmain%2findex.cjs',
          'app://cuvette//etc/hostname',
          'app://cuvette/%ff',
          'app://cuvette/nothing.js',
        ].map(async (address) => [address, (await ask(address)).status]),
      ),
    };
  });
  expect(answers.page.status).toBe(200);
  expect(answers.start.status).toBe(200);
  expect(answers.posted).toBe(404);
  for (const [address, status] of answers.outside) expect(status, String(address)).toBe(404);
  const { headers } = answers.page;
  expect(headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
  });
  const policy = headers['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
  const nonce = (text = '') => /'nonce-([^']+)'/.exec(text)?.[1];
  expect(nonce(policy)).toMatch(/^[\w+/]{22}==$/);
  expect(nonce(policy)).not.toBe(nonce(answers.again.headers['content-security-policy']));
});

test('the page stays where it is and opens nothing', async ({ launch, scratch }) => {
  const { electron, page, app } = await launch();
  await electron.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = async (url: string) => {
      opened.push(url);
    };
  });
  const home = page.url();
  const popups = await page.evaluate(() =>
    ['https://example.com/help', 'about:blank', 'app://cuvette/index.html', 'file:///etc/hostname'].map(
      (address) => window.open(address) === null,
    ),
  );
  expect(popups).toEqual([true, true, true, true]);
  for (const address of ['https://example.com/', 'file:///etc/hostname', 'data:text/html,x', 'app://elsewhere/'])
    await page.evaluate((to) => {
      const link = Object.assign(document.createElement('a'), { href: to });
      document.body.append(link);
      link.click();
    }, address);
  const file = path.join(scratch, 'page.html');
  await writeFile(file, '<title>dropped</title>');
  await app.drop([file]);
  await page.waitForTimeout(500);
  expect(page.url()).toBe(home);
  expect(await page.evaluate(() => document.querySelectorAll('body > a').length), 'it is the same document').toBe(4);
  expect(electron.windows()).toHaveLength(1);
  const opened = await electron.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);
  expect(opened).toEqual(['https://example.com/help']);
});

test('the page is granted no permission and no download', async ({ launch }) => {
  const { electron, page } = await launch();
  const states = await page.evaluate(async () => {
    const names = [
      'geolocation',
      'notifications',
      'camera',
      'microphone',
      'clipboard-read',
      'midi',
      'persistent-storage',
    ];
    return Promise.all(
      names.map(async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state),
    );
  });
  expect(new Set(states)).toEqual(new Set(['denied']));
  expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
  expect(
    await page.evaluate(() =>
      navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => 'granted',
        (error: Error) => error.name,
      ),
    ),
  ).toMatch(/NotAllowedError|NotFoundError/);
  const saved = electron.evaluate(
    ({ session }) =>
      new Promise((resolve) => {
        session.defaultSession.once('will-download', (_event, item) =>
          item.once('done', (_done, state) => resolve(state)),
        );
        setTimeout(() => resolve('never began'), 3_000);
      }),
  );
  await page.evaluate(() => {
    const link = Object.assign(document.createElement('a'), { href: 'data:text/plain,x', download: 'x.txt' });
    document.body.append(link);
    link.click();
  });
  expect(['cancelled', 'interrupted', 'never began']).toContain(await saved);
});

test('the bridge takes only what the contract knows', async ({ launch }) => {
  const { page } = await launch();
  const answers = await page.evaluate(async () => {
    const ask = async (name: string, input: unknown) => {
      const result = await window.cuvette.request(name as 'app.info', input as undefined);
      return result.ok ? 'ok' : result.error.code;
    };
    const listens = (name: string) => {
      try {
        window.cuvette.on(name as 'scan.state', () => {});
        return true;
      } catch {
        return false;
      }
    };
    const made = await window.cuvette.addDropped([new File(['x'], '/etc/hostname'), { path: '/etc/hostname' }, null]);
    return {
      known: await ask('app.info', undefined),
      path: await ask('artifacts.addDropped', { paths: ['/etc/hostname'] }),
      unknownName: await ask('app.quit', undefined),
      inherited: await ask('constructor', undefined),
      extraKey: await ask('artifacts.open', { id: 'a', path: '/etc/hostname' }),
      wrongType: await ask('artifacts.open', { id: 1 }),
      unknownArtifact: await ask('artifacts.open', { id: 'a' }),
      made,
      listens: [listens('scan.state'), listens('constructor'), listens('anything')],
    };
  });
  expect(answers).toEqual({
    known: 'ok',
    path: 'badMessage',
    unknownName: 'badMessage',
    inherited: 'badMessage',
    extraKey: 'badMessage',
    wrongType: 'badMessage',
    unknownArtifact: 'unknownArtifact',
    made: { ok: true, value: { added: 0 } },
    listens: [true, false, false],
  });
});

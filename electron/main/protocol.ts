import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { protocol } from 'electron';
import { fileForUrl } from './page-address';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** No script but the page's own files, no address but the page's own. Styles made at run time carry the nonce. */
const contentSecurityPolicy = (nonce: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');

/** Must run before the app is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

const notFound = () => new Response('not found', { status: 404, headers: { 'content-type': 'text/plain' } });

async function respond(folder: string, { url, method }: Request): Promise<Response> {
  const file = method === 'GET' ? fileForUrl(folder, url) : null;
  if (file === null) return notFound();
  const body = await readFile(file).catch(() => null);
  if (body === null) return notFound();
  const nonce = randomBytes(16).toString('base64');
  const content = file.endsWith('.html') ? body.toString('utf8').replaceAll('__NONCE__', nonce) : new Uint8Array(body);
  return new Response(content, {
    headers: {
      'content-type': contentTypes[path.extname(file)] ?? 'application/octet-stream',
      'content-security-policy': contentSecurityPolicy(nonce),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
    },
  });
}

/** Serves the built page from `folder` (inside the asar when packaged) at its origin. */
export function servePage(folder: string): void {
  protocol.handle('app', (request) => respond(folder, request));
}

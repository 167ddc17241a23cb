import path from 'node:path';
import type { Configuration } from 'electron-builder';
import { SAMPLES } from '../electron/main/sample-set';
import { root } from './paths.mjs';

/** An app folder for this platform. Everything is bundled, so nothing of node_modules goes in. */
const configuration: Configuration = {
  appId: 'org.cuvette.app',
  productName: 'Cuvette',
  directories: { output: path.join(root, 'dist'), buildResources: path.join(root, 'build', 'icons') },
  files: ['package.json', 'out/{main,preload,scanner,renderer}/**', '!**/*.map', '!node_modules'],
  extraResources: [{ from: path.join(root, 'e2e', 'corpus'), to: 'samples', filter: [...SAMPLES] }],
  extraFiles: ['LICENSE', { from: path.join(root, 'out', 'NOTICES.txt'), to: 'NOTICES.txt' }],
  asar: true,
  npmRebuild: false,
  nodeGypRebuild: false,
  buildDependenciesFromSource: false,
  publish: null,
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
  },
  linux: { target: ['dir'], category: 'Development', executableName: 'cuvette' },
  mac: { target: ['dir'], category: 'public.app-category.developer-tools' },
  win: { target: ['dir'] },
};

export default configuration;

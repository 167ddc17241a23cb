import { setNonce } from 'get-nonce';
import { windowBridge } from './bridge';
import { start } from './start';

// Radix adds style elements while a dialog is open; the page's policy lets them in by this nonce only.
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;
if (nonce) setNonce(nonce);

start(windowBridge(), document.getElementById('root') as HTMLElement);

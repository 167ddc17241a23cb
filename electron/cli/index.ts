import { main, OUR_FAULT } from './program';

// A reader of the pipe that went away (`| head`) is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : OUR_FAULT);
});
void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});

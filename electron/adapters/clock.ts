/** Today by the clock of this computer, as `YYYY-MM-DD` in UTC. Everything that compares days is told it from here. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** First wait before connecting again and the longest, in milliseconds. */
const FIRST_MS = 400;
const LONGEST_MS = 30_000;

/**
 * How long to wait before the try number `failures` (from 1): twice as long each time, drawn at random from the upper
 * half, so that a thousand browsers do not come back in the same moment after a restart.
 */
export function backoff(failures: number, random: () => number = Math.random): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 16));
  return full / 2 + (random() * full) / 2;
}

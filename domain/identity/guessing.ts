/**
 * Wrong passwords of strangers: tries from a browser that the person is not known at. They lock nobody. They cost work, which grows with
 * the earlier wrong tries. The room answers only so many of them at one account.
 */

/** A count that one wrong try raises by one and time lowers again. */
export type Level = { readonly value: number; readonly at: number };

const NONE: Level = { value: 0, at: 0 };

/** The level at `at`, when it falls by one in every `fallsMs`. */
export const levelAt = ({ value, at: before }: Level = NONE, at: number, fallsMs: number): number =>
  Math.max(0, value - Math.max(0, at - before) / fallsMs);

/** Time in which each count falls by one. Milliseconds. */
export const FALLS_MS = {
  /** At one account from one address. */
  here: 60_000,
  /** From one network, at all accounts. */
  network: 10_000,
  /** At one account, from everywhere: what reaches the hash is 100 at once and then one in ten seconds, 8,740 a day. */
  account: 10_000,
  /** Wrong tries of a network at an account, remembered for a day. */
  pair: 86_400_000,
  /** At one account, by networks that were not wrong there before, once the account's own count is full. */
  newcomer: 3_000,
} as const;

/** Wrong tries that cost no work yet: people mistype. */
export const FREE = { here: 5, network: 60, account: 30 } as const;
/** Wrong tries at one account at which only networks that were not wrong there go on. */
export const ACCOUNT_FULL = 100;
/** Newcomers that go on at once where the account is full; beyond, one in three seconds. */
export const NEWCOMERS_FULL = 20;

/** Zero bits of a digest. 2^12 digests take a browser a tenth of a second, 2^17 three seconds. */
export const WORK_BITS = { least: 12, most: 17 } as const;

/** Wrong tries before, at the moment of a try; `waiting` are tries queued before the hash. */
export type Wrong = { readonly here: number; readonly network: number; readonly account: number; readonly waiting: number };

/** Tries before the hash at which the next costs work. */
const CALM_QUEUE = 10;

/** Zero bits that the next try costs; 0 if it is free. Each doubling of the wrong tries costs one bit, which doubles the work. */
export function workBits({ here, network, account, waiting }: Wrong): number {
  // The try itself counts: levels fall while people type, and five in a minute are five.
  const worst = Math.max((here + 1) / FREE.here, (network + 1) / FREE.network, (account + 1) / FREE.account, (waiting + 1) / CALM_QUEUE);
  return worst <= 1 ? 0 : Math.min(WORK_BITS.most, WORK_BITS.least + Math.floor(Math.log2(worst)));
}

/** Milliseconds after which the account takes another try of a stranger; 0 at once. */
export function strangerWaitMs({
  account,
  pair,
  newcomers,
}: {
  readonly account: number;
  readonly pair: number;
  readonly newcomers: number;
}): number {
  if (account + 1 <= ACCOUNT_FULL) return 0;
  // A network that was wrong here within the day waits for the account; any other only for those that came as it does.
  if (pair > 0) return Math.ceil((account + 1 - ACCOUNT_FULL) * FALLS_MS.account);
  return newcomers + 1 <= NEWCOMERS_FULL ? 0 : Math.ceil((newcomers + 1 - NEWCOMERS_FULL) * FALLS_MS.newcomer);
}

/** True if a digest begins with so many zero bits. */
export function isWorkDone(digest: Uint8Array, bits: number): boolean {
  let zeros = 0;
  for (const byte of digest) {
    zeros += byte === 0 ? 8 : Math.clz32(byte) - 24;
    if (byte !== 0) break;
  }
  return zeros >= bits;
}

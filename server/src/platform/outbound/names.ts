import { Resolver } from "node:dns/promises";
import { readFile } from "node:fs/promises";
import { isIP } from "node:net";
import { networkInterfaces } from "node:os";

/** Addresses of a name. */
export type Found = readonly { readonly address: string; readonly family: number }[];

/** Asks for all addresses of a name; rejects if there is no answer, and when the signal aborts. */
export type AskNames = (name: string, signal: AbortSignal) => Promise<Found>;

export type NamesOptions = {
  /** Name servers as `ip:port`; without them those of the machine. */
  readonly servers?: readonly string[];
  readonly hostsFile?: string;
  /** Limit of one look-up, ms; the signal of its caller may end it before. */
  readonly limitMs?: number;
};

/**
 * Limits of a look-up, ms. A name server has 1.5 s for the first try, and more for the second. An answer is kept as long as its time to live
 * says, at most 30 s; the hosts file is read again after 5 s.
 */
const [TRY_MS, TRIES, LIMIT_MS, KEPT_MOST_MS, HOSTS_KEPT_MS] = [1_500, 2, 6_000, 30_000, 5_000];
const NAMES_KEPT_MOST = 1_000;

/** RFC 6761 §6.3: a resolver answers `localhost` itself. */
const LOOPBACK: Found = [
  { address: "127.0.0.1", family: 4 },
  { address: "::1", family: 6 },
];

type Answer = { readonly found: Found; readonly keptMs: number };
type UnderWay = { readonly answer: Promise<Answer>; readonly cancel: () => void; waiting: number };

const keyOf = (name: string): string => name.toLowerCase().replace(/\.$/u, "");

/** Entries of a hosts file (hosts(5)), by name. */
function entriesOf(text: string): Map<string, Found> {
  const entries = new Map<string, Found>();
  for (const line of text.split("\n")) {
    const [address = "", ...names] = (line.split("#")[0] ?? "").trim().split(/\s/u);
    const family = isIP(address);
    if (family === 0) continue;
    for (const name of names) if (name !== "") entries.set(keyOf(name), [...(entries.get(keyOf(name)) ?? []), { address, family }]);
  }
  return entries;
}

const hasIpv4 = (): boolean =>
  Object.values(networkInterfaces()).some((each) => each?.some(({ family, internal }) => family === "IPv4" && !internal));

/** Both kinds of addresses of a name. One kind suffices; of both, the kind that this machine has comes first. */
async function askBoth(resolver: Resolver, name: string): Promise<Answer> {
  const [four, six] = await Promise.allSettled([resolver.resolve4(name, { ttl: true }), resolver.resolve6(name, { ttl: true })]);
  if (four.status === "rejected" && six.status === "rejected") throw four.reason;
  const of4 = four.status === "fulfilled" ? four.value.map((each) => ({ ...each, family: 4 })) : [];
  const of6 = six.status === "fulfilled" ? six.value.map((each) => ({ ...each, family: 6 })) : [];
  const all = hasIpv4() ? [...of4, ...of6] : [...of6, ...of4];
  const keptMs = Math.min(KEPT_MOST_MS, ...all.map(({ ttl }) => ttl * 1_000));
  return { found: all.map(({ address, family }) => ({ address, family })), keptMs };
}

/** Waits for an answer, and no longer than the signal allows. */
function untilAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const abort = (): void => reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  answer.then(resolve, reject);
  return promise.finally(() => signal.removeEventListener("abort", abort));
}

/**
 * Looks up names for outgoing connections: in the hosts file, then by c-ares, which waits in the event loop. `dns.lookup` waits in libuv's two
 * slow threads: two names whose server was silent held up all others, `localhost` too, for more than 99 s.
 *
 * Names must be complete: search domains and other sources of `nsswitch.conf` are not asked.
 */
export function lookUpNames({ servers, hostsFile = "/etc/hosts", limitMs = LIMIT_MS }: NamesOptions = {}): AskNames {
  const kept = new Map<string, { readonly found: Found; readonly until: number }>();
  const underWay = new Map<string, UnderWay>();
  let hosts: { readonly entries: Promise<Map<string, Found>>; readonly until: number } | null = null;

  const hostsNow = (): Promise<Map<string, Found>> => {
    if (hosts === null || hosts.until <= performance.now()) {
      const read = readFile(hostsFile, "utf8").then(entriesOf, () => new Map<string, Found>());
      hosts = { entries: read, until: performance.now() + HOSTS_KEPT_MS };
    }
    return hosts.entries;
  };

  const keep = (key: string, { found, keptMs }: Answer): void => {
    kept.delete(key);
    const [oldest] = kept.keys();
    if (kept.size >= NAMES_KEPT_MOST && oldest !== undefined) kept.delete(oldest);
    if (keptMs > 0) kept.set(key, { found, until: performance.now() + keptMs });
  };

  const begin = (key: string): UnderWay => {
    const resolver = new Resolver({ timeout: TRY_MS, tries: TRIES });
    if (servers !== undefined) resolver.setServers(servers);
    const limit = setTimeout(() => resolver.cancel(), limitMs);
    const answer = askBoth(resolver, key);
    const begun: UnderWay = { answer, cancel: () => resolver.cancel(), waiting: 0 };
    underWay.set(key, begun);
    const end = (): void => {
      clearTimeout(limit);
      if (underWay.get(key) === begun) underWay.delete(key);
    };
    answer.then((found) => (end(), keep(key, found)), end);
    return begun;
  };

  /** One question for all who wait for the same name; it is cancelled when the last of them is gone. */
  const askServer = async (key: string, signal: AbortSignal): Promise<Found> => {
    const asked = underWay.get(key) ?? begin(key);
    asked.waiting += 1;
    try {
      return (await untilAborted(asked.answer, signal)).found;
    } finally {
      asked.waiting -= 1;
      if (asked.waiting === 0) {
        if (underWay.get(key) === asked) underWay.delete(key);
        asked.cancel();
      }
    }
  };

  return async (name, signal) => {
    signal.throwIfAborted();
    const key = keyOf(name);
    const family = isIP(key);
    if (family !== 0) return [{ address: key, family }];
    const own = (await untilAborted(hostsNow(), signal)).get(key);
    if (own !== undefined) return own;
    if (key === "localhost" || key.endsWith(".localhost")) return LOOPBACK;
    const before = kept.get(key);
    if (before !== undefined && before.until > performance.now()) return before.found;
    return askServer(key, signal);
  };
}

/** The look-up of this process. */
export const askNames: AskNames = lookUpNames();

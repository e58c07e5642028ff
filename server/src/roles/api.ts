import { ROUTES } from "@amaliyat/contract/table";
import { setTimeout as sleep } from "node:timers/promises";
import type { SessionKeeper } from "../identity/index.ts";
import { type Config, tlsOf } from "../settings/index.ts";
import type { Clock } from "../platform/clock.ts";
import type { Db } from "../platform/database/index.ts";
import type { Feature } from "../platform/feature.ts";
import {
  buildHttp,
  boundsOf,
  clientOf,
  Connections,
  ownHost,
  readDescriptorLimit,
  trustedPeer,
  type ReservedPort,
  type OnUndeclared,
  type ReadRate,
  type Served,
} from "../platform/http/index.ts";
import type { Hub, Visible } from "../platform/live/index.ts";
import type { Log } from "../platform/log.ts";
import type { Vault } from "../platform/vault.ts";
import { gateKeepers } from "./gate-keepers.ts";

export type ApiOptions = {
  readonly config: Config;
  /** The port that was taken before anything was started. */
  readonly held: ReservedPort;
  readonly db: Db;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly log: Log;
  /** In the order in which they start. Their routes are served. */
  readonly features: readonly Feature[];
  readonly keeper: SessionKeeper;
  readonly hub: Hub;
  /** Rules of the live channel. */
  readonly visible: Visible;
  readonly pages: string | null;
  readonly patrol?: string | null;
  readonly citizen?: string | null;
  /** Port on which consoles reach the edge while this server is dead; null where there is none. */
  readonly standbyPort: number | null;
  readonly onUndeclared?: OnUndeclared | undefined;
  readonly refusalsWritten?: number | undefined;
  readonly readRate?: ReadRate | undefined;
};

/** The pages wait so long for what is more urgent, at most (ms): a database that says nothing must not keep a person from them. */
const URGENT_MS = 1_000;

type Parts = Pick<ApiOptions, "features" | "keeper" | "hub" | "visible">;

/** Starts the parts of the features and the live channel; returns the routes. */
async function startFeatures({ features, keeper, hub, visible }: Parts, stack: AsyncDisposableStack): Promise<Served[]> {
  stack.use(keeper);
  const served: Served[] = [];
  for (const { routes } of features) served.push(...((await routes?.(stack)) ?? []));
  stack.use(await hub.start(visible));
  for (const { start } of features) await start?.api?.(stack);
  const urgent = Promise.all(features.map(async (each) => each.urgent?.()));
  await Promise.race([urgent, sleep(URGENT_MS, undefined, { ref: false })]);
  return served;
}

/** Serves console, API and media; returns the address that people open. */
export async function startApi(options: ApiOptions): Promise<{ readonly url: string } & AsyncDisposable> {
  const { config, held, db, vault, clock, log, pages, patrol = null, citizen = null, standbyPort, onUndeclared, readRate } = options;
  await using stack = new AsyncDisposableStack();
  const served = await startFeatures(options, stack);
  const tls = await tlsOf(config, clock());
  const isOwnHost = ownHost([config.AMALIYAT_HOST, ...config.AMALIYAT_NAMES], tls?.cert ?? null);
  const wanted = { total: config.AMALIYAT_CONNECTIONS, line: config.AMALIYAT_CONNECTIONS_OF_ADDRESS };
  const bounds = boundsOf(wanted, await readDescriptorLimit());
  if (bounds.total < wanted.total)
    log.warn({ event: "connections.few_descriptors", ...bounds }, "connections: too few file descriptors for the bounds");
  const keepers = stack.use(gateKeepers(db, vault, clock, config.AMALIYAT_SECOND_FACTOR, options.refusalsWritten));
  const connections = stack.use(new Connections(bounds, trustedPeer(config.AMALIYAT_TRUSTED_PROXIES), log));
  const app = await buildHttp(ROUTES, served, {
    keepers,
    clock,
    log,
    secure: tls !== null,
    onKnown: connections.markKnown.bind(connections),
    clientOf: clientOf(config.AMALIYAT_TRUSTED_PROXIES, config.AMALIYAT_PROXY_HEADER),
    connections,
    requestsOfLine: wanted.line,
    tls,
    pages,
    patrol,
    citizen,
    standbyPort,
    hstsSubdomains: config.AMALIYAT_HSTS_SUBDOMAINS,
    isOwnHost,
    onUndeclared,
    readRate,
  });
  stack.defer(() => app.close());
  // The framework does this only for a server that it made listen itself.
  app.addHook("preClose", async () => app.server.closeAllConnections());
  await app.ready();
  await held.serve(app.server);
  const url = `${tls === null ? "http" : "https"}://${config.AMALIYAT_HOST}:${held.port}/`;
  const running = stack.move();
  return { url, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

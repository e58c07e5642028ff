import { ROUTES } from "@amaliyat/contract/table";
import { type Config, tlsOf } from "../settings/index.ts";
import type { Clock } from "../platform/clock.ts";
import {
  buildHttp,
  boundsOf,
  clientOf,
  Connections,
  ownHost,
  readDescriptorLimit,
  trustedPeer,
  type GateKeepers,
  type HeldPort,
  type OnUndeclared,
  type ReadRate,
  type Served,
} from "../platform/http/index.ts";
import type { Log } from "../platform/log.ts";

export type ApiOptions = {
  readonly config: Config;
  /** The port that was taken before anything was started. */
  readonly held: HeldPort;
  readonly keepers: GateKeepers & AsyncDisposable;
  readonly served: readonly Served[];
  readonly clock: Clock;
  readonly log: Log;
  readonly pages: string | null;
  readonly patrol: string | null;
  readonly citizen: string | null;
  /** Port on which consoles reach the edge while this server is dead; null where there is none. */
  readonly standbyPort: number | null;
  readonly onUndeclared?: OnUndeclared | undefined;
  readonly readRate?: ReadRate | undefined;
};

/** Serves console, API and media; returns the address that people open. */
export async function startApi({
  config,
  held,
  keepers,
  served,
  clock,
  log,
  pages,
  patrol,
  citizen,
  standbyPort,
  onUndeclared,
  readRate,
}: ApiOptions): Promise<{ url: string } & AsyncDisposable> {
  const tls = await tlsOf(config, clock());
  const isOwnHost = ownHost([config.AMALIYAT_HOST, ...config.AMALIYAT_NAMES], tls?.cert ?? null);
  const wanted = { total: config.AMALIYAT_CONNECTIONS, line: config.AMALIYAT_CONNECTIONS_OF_ADDRESS };
  const bounds = boundsOf(wanted, await readDescriptorLimit());
  if (bounds.total < wanted.total)
    log.warn({ event: "connections.few_descriptors", ...bounds }, "connections: too few file descriptors for the bounds");
  const connections = new Connections(bounds, trustedPeer(config.AMALIYAT_TRUSTED_PROXIES), log);
  const onKnown = connections.markKnown.bind(connections);
  const mounting = { keepers, clock, log, secure: tls !== null, onKnown };
  const proxied = clientOf(config.AMALIYAT_TRUSTED_PROXIES, config.AMALIYAT_PROXY_HEADER);
  const options = {
    ...mounting,
    clientOf: proxied,
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
  };
  const app = await buildHttp(ROUTES, served, options);
  // The framework does this only for a server that it made listen itself.
  app.addHook("preClose", async () => app.server.closeAllConnections());
  await app.ready();
  await held.serve(app.server);
  const url = `${tls === null ? "http" : "https"}://${config.AMALIYAT_HOST}:${held.port}/`;
  return {
    url,
    async [Symbol.asyncDispose]() {
      await app.close();
      connections[Symbol.dispose]();
      await keepers[Symbol.asyncDispose]();
    },
  };
}

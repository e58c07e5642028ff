import { ROUTES } from "@amaliyat/contract/table";
import type { Config } from "../config.ts";
import type { Clock } from "../platform/clock.ts";
import {
  buildHttp,
  clientAddress,
  ownHost,
  type GateKeepers,
  type HeldPort,
  type OnUndeclared,
  type Served,
} from "../platform/http/index.ts";
import type { Log } from "../platform/log.ts";
import { tlsOf } from "../serving.ts";

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
}: ApiOptions): Promise<{ url: string } & AsyncDisposable> {
  const tls = await tlsOf(config, clock());
  const isOwnHost = ownHost([config.AMALIYAT_HOST, ...config.AMALIYAT_NAMES], tls?.cert ?? null);
  const mounting = { keepers, clock, log, secure: tls !== null, clientAddress: clientAddress(config.AMALIYAT_TRUSTED_PROXIES) };
  const options = { ...mounting, tls, pages, patrol, citizen, standbyPort, isOwnHost, onUndeclared };
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
      await keepers[Symbol.asyncDispose]();
    },
  };
}

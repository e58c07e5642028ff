import { ROUTES } from "@amaliyat/contract/table";
import type { AddressInfo } from "node:net";
import type { Config } from "../config.ts";
import type { Clock } from "../platform/clock.ts";
import {
  buildHttp,
  clientAddress,
  httpsBehindProxy,
  ownHost,
  type GateKeepers,
  type OnUndeclared,
  type Served,
} from "../platform/http/index.ts";
import type { Log } from "../platform/log.ts";
import { tlsOf } from "../serving.ts";

export type ApiOptions = {
  readonly config: Config;
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
  const proxies = config.AMALIYAT_TRUSTED_PROXIES;
  const behind = { clientAddress: clientAddress(proxies), isHttpsBehindProxy: httpsBehindProxy(proxies) };
  const mounting = { keepers, clock, log, secure: tls !== null, ...behind };
  const options = { ...mounting, tls, pages, patrol, citizen, standbyPort, isOwnHost, onUndeclared };
  const app = await buildHttp(ROUTES, served, options);
  await app.listen({ host: config.AMALIYAT_HOST, port: config.AMALIYAT_PORT });
  const { port } = app.server.address() as AddressInfo;
  const url = `${tls === null ? "http" : "https"}://${config.AMALIYAT_HOST}:${port}/`;
  return {
    url,
    async [Symbol.asyncDispose]() {
      await app.close();
      await keepers[Symbol.asyncDispose]();
    },
  };
}

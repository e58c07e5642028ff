import { ROUTES } from "@amaliyat/contract/table";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { readFile } from "node:fs/promises";
import type { Config } from "../config.ts";
import type { Clock } from "../platform/clock.ts";
import { buildHttp, localTls, ownHost, type GateKeepers, type OnUndeclared, type Served } from "../platform/http/index.ts";
import type { Log } from "../platform/log.ts";

export type ApiOptions = {
  readonly config: Config;
  readonly keepers: GateKeepers & AsyncDisposable;
  readonly served: readonly Served[];
  readonly clock: Clock;
  readonly log: Log;
  readonly pages: string | null;
  readonly patrol: string | null;
  readonly onUndeclared?: OnUndeclared | undefined;
};

async function tlsOf(config: Config, at: number) {
  if (config.AMALIYAT_PLAIN_HTTP) return null;
  if (config.AMALIYAT_TLS_CERT !== undefined && config.AMALIYAT_TLS_KEY !== undefined)
    return { cert: await readFile(config.AMALIYAT_TLS_CERT, "utf8"), key: await readFile(config.AMALIYAT_TLS_KEY, "utf8") };
  const hosts = new Set(["localhost", "127.0.0.1", config.AMALIYAT_HOST, ...config.AMALIYAT_NAMES]);
  return localTls(join(config.AMALIYAT_DATA, "tls"), [...hosts], at);
}

/** Serves console, API and media; returns the address that people open. */
export async function startApi({
  config,
  keepers,
  served,
  clock,
  log,
  pages,
  patrol,
  onUndeclared,
}: ApiOptions): Promise<{ url: string } & AsyncDisposable> {
  const tls = await tlsOf(config, clock());
  const isOwnHost = ownHost([config.AMALIYAT_HOST, ...config.AMALIYAT_NAMES], tls?.cert ?? null);
  const app = await buildHttp(ROUTES, served, { keepers, clock, log, secure: tls !== null, tls, pages, patrol, isOwnHost, onUndeclared });
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

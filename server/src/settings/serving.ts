import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "./config.ts";
import { localTls, type Tls } from "../platform/http/index.ts";

type Serving = Pick<
  Config,
  "AMALIYAT_PLAIN_HTTP" | "AMALIYAT_TLS_CERT" | "AMALIYAT_TLS_KEY" | "AMALIYAT_HOST" | "AMALIYAT_NAMES" | "AMALIYAT_DATA"
>;

/** Key and certificate of the room's own address, by the configuration; null where it is served without. */
export async function tlsOf(config: Serving, at: number): Promise<Tls | null> {
  if (config.AMALIYAT_PLAIN_HTTP) return null;
  if (config.AMALIYAT_TLS_CERT !== undefined && config.AMALIYAT_TLS_KEY !== undefined)
    return { cert: await readFile(config.AMALIYAT_TLS_CERT, "utf8"), key: await readFile(config.AMALIYAT_TLS_KEY, "utf8") };
  const hosts = new Set(["localhost", "127.0.0.1", config.AMALIYAT_HOST, ...config.AMALIYAT_NAMES]);
  return localTls(join(config.AMALIYAT_DATA, "tls"), [...hosts], at);
}

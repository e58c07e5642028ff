import type { StreamAddress } from "../model.ts";

/** The URL of a stream for request lines. Never holds credentials; what may not stand in a request line is percent-encoded. */
export function requestUrl({ host, port, path }: StreamAddress): string {
  const name = host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
  const full = path.startsWith("/") ? path : `/${path}`;
  return `rtsp://${name}${port === 554 ? "" : `:${port}`}${safe(full)}`;
}

const safe = (text: string): string => text.trim().replace(/[^\x21-\x7e]/gu, (character) => encodeURIComponent(character.toWellFormed()));

const isAbsolute = (url: string): boolean => /^rtsps?:\/\//i.test(url);

/** Base URL of relative control attributes: Content-Base, else Content-Location, else the request (RFC 2326 §C.1.1). */
export function baseUrl(request: string, contentBase: string | null, contentLocation: string | null): string {
  for (const candidate of [contentBase, contentLocation]) {
    const url = safe(candidate ?? "");
    if (isAbsolute(url)) return url;
    if (url.startsWith("/")) return /^rtsps?:\/\/[^/]+/i.exec(request)?.[0] + url;
  }
  return request;
}

/**
 * Joins a control attribute to its base the way cameras mean it, which is not RFC 3986. The attribute is put after the whole base, query
 * included, with one slash between. `*` or nothing is the base itself.
 */
export function controlUrl(base: string, control: string | null): string {
  const attribute = safe(control ?? "*");
  if (attribute === "*" || attribute === "") return base;
  if (isAbsolute(attribute)) return attribute;
  if (attribute.startsWith("?")) return base + attribute;
  return `${base.replace(/\/$/, "")}/${attribute.replace(/^\//, "")}`;
}

/** The URLs to try for SETUP, best first: by the stated base, then by the request where a camera states a wrong base. */
export function setupUrls(request: string, base: string, control: string | null): string[] {
  return [...new Set([controlUrl(base, control), controlUrl(request, control)])];
}

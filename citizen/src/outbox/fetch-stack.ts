import type { HttpRequest, HttpResponse, HttpStack } from "tus-js-client";

/** One request of tus by `fetch`: where there is no XMLHttpRequest, as in a service worker. It tells no progress inside a part. */
function requestOf(method: string, url: string): HttpRequest {
  const headers = new Map<string, string>();
  const leaving = new AbortController();
  return {
    getMethod: () => method,
    getURL: () => url,
    setHeader: (header, value) => void headers.set(header, value),
    getHeader: (header) => headers.get(header),
    setProgressHandler: () => undefined,
    getUnderlyingObject: () => null,
    abort: () => Promise.resolve(leaving.abort()),
    send: async (body: Blob | null): Promise<HttpResponse> => {
      const response = await fetch(url, {
        method,
        headers: Object.fromEntries(headers),
        credentials: "omit",
        // Another address may have an answer of the room too, and it is none to this request.
        redirect: "error",
        signal: leaving.signal,
        body: body ?? null,
      });
      const text = await response.text();
      return {
        getStatus: () => response.status,
        getHeader: (header) => response.headers.get(header) ?? undefined,
        getBody: () => text,
        getUnderlyingObject: () => null,
      };
    },
  };
}

export const fetchStack: HttpStack = { createRequest: requestOf, getName: () => "fetch" };

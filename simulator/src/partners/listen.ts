import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import type { Faults } from "./incidents.ts";

export type Posted = { readonly headers: IncomingHttpHeaders; readonly body: string };

/** A small HTTP server of a body outside: `take` judges a posted body and gives the status of the answer. */
export async function listen(
  port: number,
  faults: Faults,
  onPosted: (posted: Posted) => number,
): Promise<{ readonly url: string } & AsyncDisposable> {
  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      if (faults.down) return void request.socket.destroy();
      const body = await text(request);
      await sleep(faults.slowMs);
      const status = onPosted({ headers: request.headers, body });
      if (faults.deaf) return void request.socket.destroy();
      response.writeHead(status, { "content-type": "application/json" }).end("{}");
    };
    answer().catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/in`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

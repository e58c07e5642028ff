import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Laboratory } from "./laboratory.ts";
import type { Fault } from "./scenario.ts";

const MOST_BODY = 4_096;
/** Fields of each fault, and the types of their values. */
const FIELDS: Readonly<Record<Fault["kind"], Readonly<Record<string, "number" | "string" | "object">>>> = {
  freeze: { forMs: "number" },
  cut: {},
  refuse: { how: "string", forMs: "number" },
  noise: { form: "string" },
  loss: { ratio: "number", forMs: "number" },
  slow: { link: "object", forMs: "number" },
  skew: { byMs: "number" },
};

const isKind = (kind: unknown): kind is Fault["kind"] => typeof kind === "string" && Object.hasOwn(FIELDS, kind);

/** Reads a fault; throws with one sentence if a field is missing. */
function readFault(text: string): Fault {
  const fault = JSON.parse(text) as { readonly [field: string]: unknown };
  const { kind } = fault;
  if (!isKind(kind)) throw new Error(`the kinds of faults are ${Object.keys(FIELDS).join(", ")}`);
  for (const [field, type] of Object.entries(FIELDS[kind]))
    if (typeof fault[field] !== type) throw new Error(`${kind} needs ${field}, a ${type}`);
  return fault as Fault;
}

/**
 * Serves the control of a laboratory on loopback: `GET /accounts`, `GET /unfinished`, and `POST /faults/<camera>` with a fault as JSON. Gives
 * its port.
 */
export async function serveControl(laboratory: Laboratory, port: number): Promise<AsyncDisposable & { readonly port: number }> {
  const server = createServer((request, response) => {
    void answer(laboratory, request, response);
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

type Said = { readonly status: number; readonly body: unknown };

async function answer(laboratory: Laboratory, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, body } = await saidOf(laboratory, request);
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

async function saidOf(laboratory: Laboratory, request: IncomingMessage): Promise<Said> {
  const [, what = "", name = ""] = (request.url ?? "").split("/");
  if (request.method === "GET" && what === "accounts") return { status: 200, body: laboratory.accounts() };
  if (request.method === "GET" && what === "unfinished") return { status: 200, body: laboratory.unfinished() };
  if (request.method !== "POST" || what !== "faults") return { status: 404, body: { says: "accounts, unfinished or faults" } };
  try {
    const fault = readFault(await readBody(request));
    laboratory.fault(decodeURIComponent(name), fault);
    return { status: 200, body: { at: Date.now() } };
  } catch (cause) {
    return { status: 400, body: { says: cause instanceof Error ? cause.message : String(cause) } };
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > MOST_BODY) throw new Error("a fault is shorter");
  }
  return text;
}

import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { TestProject } from "vitest/node";
import { openRunFolder } from "./run-folder.ts";
import { startTestServer, type TestServer } from "./server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Address at which a test file asks for the database server of this run. */
    readonly databaseBroker: string;
  }
}

const LOOK_EVERY_MS = 500;

let folder: AsyncDisposable | undefined;
let broker: Server | undefined;
let server: Promise<TestServer> | undefined;

/**
 * One database server for all test files of a run, started when the first of them asks: a run of pure rules pays nothing.
 * The main process of vitest owns it, so it ends with the run whatever becomes of a worker.
 */
export async function setup(project: TestProject): Promise<void> {
  const run = await openRunFolder();
  folder = run;
  // Workers are started later and inherit it.
  process.env["TMPDIR"] = run.path;
  // Killed hard, whoever started us sends no signal, and nobody waits for the answer any more.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && process.kill(process.pid, "SIGKILL"), LOOK_EVERY_MS).unref();
  broker = createServer((_request, response) => {
    server ??= startTestServer();
    server.then(
      ({ url, room, owner, template }) => response.end(JSON.stringify({ url, room, owner, template })),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  }).listen(0, "127.0.0.1");
  await once(broker, "listening");
  const address = broker.address();
  if (typeof address !== "object" || address === null) throw new Error("the broker of the test database has no address");
  project.provide("databaseBroker", `http://127.0.0.1:${address.port}`);
}

export async function teardown(): Promise<void> {
  broker?.close();
  const started = await server?.catch(() => undefined);
  await started?.[Symbol.asyncDispose]();
  await folder?.[Symbol.asyncDispose]();
}

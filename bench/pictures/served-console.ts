import { execFile } from "node:child_process";
import { createServer, type ServerResponse } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { promisify } from "node:util";
import { interrupted } from "../harness/ending.ts";
import { ROOT } from "../harness/folders.ts";
import { say } from "../harness/say.ts";

const CONFIG = join(ROOT, "console", "pictures", "vite.config.ts");
const VITE = join(ROOT, "node_modules", "vite", "bin", "vite.js");
const BUILT = join(ROOT, ".build", "pictures");

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".woff2": "font/woff2",
  ".svg": "image/svg+xml",
};

/** Stands for every picture that the room would send. */
const GREY = `<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="720"><rect width="1280" height="720" fill="#777"/></svg>`;

async function answer(path: string, isImage: boolean, response: ServerResponse): Promise<void> {
  if (isImage && path.startsWith("/api/")) return void response.setHeader("content-type", "image/svg+xml").end(GREY);
  const file = extname(path) === "" ? "/index.html" : normalize(path);
  const body = await readFile(join(BUILT, file)).catch(() => null);
  if (body === null) return void response.writeHead(404).end();
  response.setHeader("content-type", TYPES[extname(file)] ?? "application/octet-stream");
  // The names of files change with their content; the page itself is small.
  if (file !== "/index.html") response.setHeader("cache-control", "max-age=3600, immutable");
  response.end(body);
}

/** Builds the console with its invented room, and serves it at a free port. Every address without an ending is the page. */
export async function serveConsole(): Promise<{ readonly url: string } & AsyncDisposable> {
  say("the console is being built");
  // In a process of its own: React is built for production, whatever the environment of a test says.
  const env = { ...process.env, NODE_ENV: "production" };
  await promisify(execFile)(process.execPath, [VITE, "build", "--config", CONFIG, "--logLevel", "warn"], {
    cwd: ROOT,
    env,
    signal: interrupted,
  });
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    void answer(pathname, request.headers["sec-fetch-dest"] === "image", response);
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server of the pictures has no port");
  return {
    url: `http://localhost:${address.port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

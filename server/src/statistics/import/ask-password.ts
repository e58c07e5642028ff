import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

/** Asks for a password on a terminal; what is typed is not shown. Rejects when `signal` aborts, or Ctrl-C is typed. */
export async function askPassword(
  terminal: { readonly input: NodeJS.ReadableStream; readonly output: NodeJS.WritableStream },
  prompt: string,
  signal: AbortSignal,
): Promise<string> {
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: terminal.input, output: unseen, terminal: true });
  const typed = new AbortController();
  lines.on("SIGINT", () => typed.abort());
  try {
    terminal.output.write(prompt);
    return await lines.question("", { signal: AbortSignal.any([signal, typed.signal]) });
  } finally {
    lines.close();
    terminal.output.write("\n");
  }
}

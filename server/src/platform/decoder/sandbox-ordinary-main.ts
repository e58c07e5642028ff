import { bytesOf, namelessFile, namelessWith } from "./nameless.ts";
import { runApart } from "./sandbox.ts";

/** Run by a test as an ordinary user: runs a script in the sandbox, with an input and an output, and says what became of it. */
const [folder = "", script = ""] = process.argv.slice(2);
await using input = await namelessWith(folder, [Buffer.from("what came")]);
await using output = await namelessFile(folder);
const caps = { cpuS: 20, wallMs: 40_000, memory: 200 * 1024 * 1024, output: 1024 };
const ended = await runApart(
  { folder, turn: 0 },
  { program: "bash", args: ["-c", script], sees: [], input: input.fd, outputs: [output.fd], caps },
);
process.stdout.write(JSON.stringify({ ended, uid: process.getuid?.(), written: (await bytesOf(output)).toString() }));

import { copiesOf } from "./child-picture.ts";
import { Parts } from "./parts.ts";
import type { Asked } from "./picture-words.ts";

/**
 * Runs in the sandbox, for the pictures of one author. Each picture comes to its standard input behind a line that describes it; the result
 * goes to its output, a line and the copies. Messages of the decoders themselves are discarded. It ends with its input.
 */
for (const say of ["log", "info", "warn", "error", "debug"] as const) console[say] = () => undefined;
const parts = new Parts(process.stdin);
for (let line = await parts.line(1024); line !== null; line = await parts.line(1024)) {
  const { format, pixels, bytes } = JSON.parse(line) as Asked;
  const picture = await parts.bytes(bytes);
  if (picture === null) break;
  const { said, copies } = await copiesOf(format, picture, pixels);
  process.stdout.write(`${JSON.stringify({ said, lengths: copies.map(({ length }) => length) })}\n`);
  for (const copy of copies) process.stdout.write(copy);
}

import { spawnSync } from "node:child_process";
import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ownerTransaction, SYSTEM, transaction } from "../platform/database/index.ts";
import { cloneDatabase } from "../platform/testing/database.ts";
import { sql } from "kysely";
import { exportLog } from "./index.ts";
import { appendMany, appendOne, makeKey, NOON, publishOnce, temporaryFolder, viewed } from "./testing.ts";

const hasTools = ["bash", "openssl", "sha256sum", "od"].every((tool) => spawnSync(tool, ["--version"]).error === undefined);

describe.skipIf(!hasTools)("verifying with bash, openssl and sha256sum, as docs/log.md says", () => {
  let stack: AsyncDisposableStack;
  let work: string;
  beforeAll(async () => {
    stack = new AsyncDisposableStack();
    work = stack.use(await temporaryFolder()).path;
    const text = await readFile(fileURLToPath(new URL("../../../docs/log.md", import.meta.url)), "utf8");
    await writeFile(join(work, "verify.sh"), /```bash\n([^]*?)```/.exec(text)?.[1] ?? "exit 3");
    const { db } = stack.use(await cloneDatabase());
    await appendMany(db, 0, 12);
    const tricky = { note: 'a "quoted" \\ %s \\x41 $HOME `id`,"index":7,"salt":"x"} ﷽', at: [1.5, null, { index: 1 }] };
    await appendOne(db, viewed(12, { at: NOON, detail: tricky }));
    await publishOnce(db, join(work, "log"), makeKey());
    await appendOne(db, viewed(13));
    await ownerTransaction(db, (tx) => sql`update log_entry set detail = null, salt = null where index = 3`.execute(tx));
    const lines: string[] = [];
    for await (const part of exportLog((query) => transaction(db, SYSTEM, query), {})) lines.push(part);
    await writeFile(join(work, "all.jsonl"), lines.join(""));
  });
  afterAll(() => stack.disposeAsync());

  const verify = (folder: string, ...more: string[]) => {
    const done = spawnSync("bash", [join(work, "verify.sh"), join(work, folder), join(work, "log", "log-key.pem"), ...more], {
      encoding: "utf8",
    });
    return { status: done.status, said: done.stdout.trimEnd().split("\n") };
  };
  const changed = async (name: string, change: (bytes: Buffer) => Buffer): Promise<string> => {
    await cp(join(work, "log"), join(work, "changed"), { recursive: true });
    await writeFile(join(work, "changed", name), change(await readFile(join(work, "log", name))));
    return "changed";
  };

  it("agrees with a log and its export", () => {
    expect(verify("log", join(work, "all.jsonl"))).toEqual({
      status: 0,
      said: [
        "ok     signature of amaliyat/test over 13 entries",
        "ok     root",
        "       entry 3 was erased",
        "       entry 13 is newer than the checkpoint",
        "ok     exported entries",
      ],
    });
  });

  it("finds a changed entry, a changed export and a changed checkpoint", async () => {
    const flipped = await changed("tile/entries/000.p/13", (bytes) => bytes.fill(0, 34 * 5 + 10, 34 * 5 + 12));
    expect(verify(flipped)).toMatchObject({ status: 1, said: [expect.any(String), "FAILED the entries do not give the signed root"] });
    const all = await readFile(join(work, "all.jsonl"), "utf8");
    await writeFile(join(work, "other.jsonl"), all.replace("intervention:8", "intervention:9"));
    expect(verify("log", join(work, "other.jsonl")).said.at(-1)).toBe("FAILED entry 8 is not the one that was published");
    await changed("checkpoint", (bytes) => Buffer.from(bytes.toString().replace("\n13\n", "\n12\n")));
    expect(verify("changed")).toEqual({ status: 1, said: ["FAILED the signature of the checkpoint"] });
  });
});

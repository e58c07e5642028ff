import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { allGenerators } from "../../generators/all.ts";
import { makeAll } from "../../generators/compare.ts";
import { makeProject } from "../../project/fixture.ts";
import { generatedFiles } from "./generated-files.ts";

const README = "server/src/calls/README.md";

const project = {
  "contract/errors/room.json": JSON.stringify({ "room.full": { status: 409, ar: "ممتلئة", fr: "Pleine", en: "Full | closed" } }),
  "domain/calls/transitions.ts":
    'export const CALL_TRANSITIONS = { none: { ring: "ringing" }, ringing: { answer: "open", take: "open", drop: "lost" }, open: {}, lost: {} };\n',
  [README]: "# Calls\n\nText.\n",
};

const saysOf = async (root: string): Promise<string[]> =>
  (await generatedFiles.run(root, () => undefined)).map(({ file, message }) => `${file} ${message}`);

test("files that are missing or old are found, and fresh ones are not", async () => {
  const root = await makeProject(project);
  expect(await saysOf(root)).toEqual(expect.arrayContaining(["docs/errors.md is missing", `${README} is older than the code`]));
  await mkdir(join(root, "docs"));
  for (const { file, wanted } of await makeAll(await allGenerators(root), root)) await writeFile(join(root, file), wanted);
  expect(await saysOf(root)).toEqual([]);
  await writeFile(join(root, "contract/errors/room.json"), "{}");
  expect(await saysOf(root)).toEqual(["docs/errors.md is older than the code"]);
});

test("the page of refusals has each code in three languages; the picture has each arrow once", async () => {
  const root = await makeProject(project);
  const made = new Map((await makeAll(await allGenerators(root), root)).map(({ file, wanted }) => [file, wanted]));
  expect(made.get("docs/errors.md")).toContain("| `room.full` | 409 | Full \\| closed | Pleine | ممتلئة |");
  expect(made.get(README)).toContain(
    "  [*] --> ringing: ring\n  ringing --> open: answer, take\n  ringing --> lost: drop\n  open --> [*]\n",
  );
});

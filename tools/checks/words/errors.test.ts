import { expect, test } from "vitest";
import { errors } from "./errors.ts";
import { findingsIn } from "../findings.ts";

const entry = { status: 409, ar: "خطأ {a}", fr: "Faute {a}", en: "Wrong {a}" };

const project = (table: unknown, code: string): Record<string, string> => ({
  "contract/errors/room.json": JSON.stringify(table, null, 2),
  "server/src/a.ts": code,
});

test("codes that are documented and used have no finding", async () => {
  const code =
    'export const a = () => refuse({ code: "room.full", params: { a: 1 } });\nexport const b = { code: "TRF.OBS" };\nexport const c = "room.opened";\n';
  expect(await findingsIn(errors, project({ "room.full": entry }, code))).toEqual([]);
});

test("a sentence, a placeholder, a status and a use that are missing are found", async () => {
  const table = {
    "room.a": { ...entry, fr: "" },
    "room.b": { ...entry, en: "Wrong {b}" },
    "room.c": { ...entry, status: 200 },
    "room.d": { ...entry, ar: "Wrong {a}" },
    Room: entry,
    "room.unused": entry,
  };
  const code = 'export const all = ["room.a", "room.b", "room.c", "room.d", "Room"];\n';
  expect(await findingsIn(errors, project(table, code))).toEqual([
    "contract/errors/room.json:14 room.c has the status 200",
    "contract/errors/room.json:2 room.a has no sentence in fr",
    "contract/errors/room.json:2 room.a has other placeholders in other languages: a / ",
    "contract/errors/room.json:20 room.d has no Arabic letter in ar",
    "contract/errors/room.json:26 Room is no code",
    "contract/errors/room.json:26 Room is used nowhere",
    "contract/errors/room.json:32 room.unused is used nowhere",
    "contract/errors/room.json:8 room.b has other placeholders in other languages: a / b",
  ]);
});

test("a code without a sentence and a code in two files are found", async () => {
  const code =
    'export const a = () => refuse({ code: "room.lost" });\nexport const b = refused("room.gone");\nexport const c = "room.full";\n';
  const files = { ...project({ "room.full": entry }, code), "contract/errors/zone.json": JSON.stringify({ "room.full": entry }) };
  expect(await findingsIn(errors, files)).toEqual([
    "contract/errors/zone.json:1 room.full stands in another file too",
    "server/src/a.ts:1 room.lost has no sentence",
    "server/src/a.ts:2 room.gone has no sentence",
  ]);
});

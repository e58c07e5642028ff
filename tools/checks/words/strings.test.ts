import { expect, test } from "vitest";
import { findingsIn } from "../findings.ts";
import { stringsComplete } from "./strings-complete.ts";
import { stringsUsed } from "./strings-used.ts";
import { stringsWorded } from "./strings-worded.ts";
import { textInCode } from "./text-in-code.ts";

const locales = (ar: unknown, fr: unknown, en: unknown): Record<string, string> => ({
  "console/src/room/locales/ar.json": JSON.stringify(ar, null, 2),
  "console/src/room/locales/fr.json": JSON.stringify(fr, null, 2),
  "console/src/room/locales/en.json": JSON.stringify(en, null, 2),
});

const allowed = (lists: unknown): Record<string, string> => ({ "tools/checks/allowed.json": JSON.stringify(lists) });

const plural = (word: string, forms: readonly string[]): Record<string, string> =>
  Object.fromEntries(forms.map((form) => [`rows_${form}`, form === "one" ? word : `{{count, number}} ${word}`]));

const ARABIC = ["zero", "one", "two", "few", "many", "other"];

test("strings that stand in three languages with all plural forms have no finding", async () => {
  const files = locales(
    { hello: { x: "مرحبا {{name}}" }, ...plural("صف", ARABIC) },
    { hello: { x: "Bonjour {{name}}" }, ...plural("ligne", ["one", "many", "other"]) },
    { hello: { x: "Hello {{ name, isolate }}" }, ...plural("row", ["one", "other"]) },
  );
  expect(await findingsIn(stringsComplete, files)).toEqual([]);
});

test("a key, a value, a placeholder, a plural form, a letter and a file that are missing are found", async () => {
  const { "console/src/room/locales/fr.json": _, ...noFrench } = locales({ a: "أ" }, {}, { a: "a" });
  expect(await findingsIn(stringsComplete, noFrench)).toEqual(["console/src/room/locales/fr.json is missing"]);
  const files = locales(
    { deep: { a: "أ" }, b: "", c: "{{x}} ب", d: "Only Latin", ...plural("صف", ARABIC.slice(1)) },
    { deep: { a: "a" }, b: "b", c: "{{y}}", d: "d", ...plural("ligne", ["one", "other"]) },
    { b: "b", c: "{{x}}", d: "d", ...plural("row", ["one", "other"]) },
  );
  expect(await findingsIn(stringsComplete, files)).toEqual([
    "console/src/room/locales/ar.json:5 b: is empty",
    "console/src/room/locales/ar.json:6 c: its placeholders differ: {{x}} and {{y}}",
    "console/src/room/locales/ar.json:7 d: «Only Latin» has no Arabic letter",
    "console/src/room/locales/ar.json:8 rows: the plural form _zero is missing",
    "console/src/room/locales/en.json deep.a is missing",
    "console/src/room/locales/fr.json:8 rows: the plural form _many is missing",
  ]);
});

test("a code that is the same in every language is allowed by the list", async () => {
  const files = locales({ a: "CSV" }, { a: "CSV" }, { a: "CSV" });
  expect(await findingsIn(stringsComplete, { ...files, ...allowed({ arabicValues: ["CSV"] }) })).toEqual([]);
  expect(await findingsIn(stringsComplete, files)).toHaveLength(1);
});

test("Arabic that misreads, French spaces and apostrophes, and words that the glossary has no use for are found", async () => {
  const files = locales(
    { a: "ألغ الاستيراد", b: "ادخل أو أنه مكالمتك", c: "أظهر له أنه هنا", d: "أنهِ التكليف", e: "نص: وأزلها", f: "بلاغات البحث" },
    { a: "Qui ?", b: "Qui\u00a0?", c: "l'appel", d: "l’appel", e: "« oui\u00a0»", f: "Le Superviseur" },
    { a: "Green line", b: "b", c: "c", d: "d", e: "e", f: "it's 5 o'clock: now!" },
  );
  const errors = { "contract/errors/calls.json": JSON.stringify({ "call.over": { status: 409, ar: "أ", fr: "Fin : là.", en: "Over." } }) };
  expect(await findingsIn(stringsWorded, { ...files, ...errors })).toEqual([
    "console/src/room/locales/ar.json:2 a: «ألغ» reads as another word",
    "console/src/room/locales/ar.json:3 b: «أنه» reads as another word",
    "console/src/room/locales/ar.json:6 e: «وأزلها» reads as another word",
    "console/src/room/locales/ar.json:7 f: «بلاغات بحث» is not the word of the glossary",
    "console/src/room/locales/en.json:2 a: «green line» is not the word of the glossary",
    "console/src/room/locales/fr.json:2 a: has an ordinary space beside a high sign",
    "console/src/room/locales/fr.json:4 c: has a straight apostrophe",
    "console/src/room/locales/fr.json:6 e: has an ordinary space beside a high sign",
    "console/src/room/locales/fr.json:7 f: «superviseur» is not the word of the glossary",
    "contract/errors/calls.json:1 call.over: has an ordinary space beside a high sign",
  ]);
});

const strings = { title: "t", state: { live: "l", lost: "l" }, rows_one: "r", rows_other: "r", unused: "u", made: { up: "m" } };

test("keys that code asks for exist, and keys that exist are asked for", async () => {
  const screen = [
    'import { useText } from "./text.ts";',
    "export function Screen({ state }) {",
    "  const text = useText();",
    '  return [text("title"), text(`state.${state}`), text("rows", { count: 1 }), text("absent")];',
    "}",
  ].join("\n");
  const found = await findingsIn(stringsUsed, {
    ...locales(strings, strings, strings),
    ...allowed({ keyBegins: ["made."] }),
    "console/src/room/screen.tsx": screen,
  });
  expect(found).toEqual([
    "console/src/room/locales/en.json:9 unused is used nowhere in console",
    "console/src/room/screen.tsx:4 asks for «absent», which no locale file has",
  ]);
});

test("a sentence in the code of a screen is found, in the text and in what a reader is told", async () => {
  const screen = [
    "export const Screen = ({ t, on }) => (",
    "  <main aria-label={t('a')}>",
    "    Hello",
    "    <b title='Close' className='am-bold'>{on ? 'On' : t('off')}</b>",
    "    <i>{`${on} km`}</i> · 12 <Kbd>Enter</Kbd> <u>PTZ</u>",
    "    {on === 'x' && t('x')}",
    "  </main>",
    ");",
  ].join("\n");
  const files = {
    "console/src/room/screen.tsx": screen,
    "console/src/room/screen.test.tsx": screen,
    "server/src/a.tsx": screen,
    ...allowed({ words: ["PTZ"] }),
  };
  expect(await findingsIn(textInCode, files)).toEqual([
    "console/src/room/screen.tsx:3 shows «Hello» in one language",
    "console/src/room/screen.tsx:4 shows «Close» in one language",
    "console/src/room/screen.tsx:4 shows «On» in one language",
    "console/src/room/screen.tsx:5 shows «km» in one language",
  ]);
});

test("a file that is no JSON is named", async () => {
  const files = { ...locales({ a: "أ" }, { a: "a" }, { a: "a" }), "console/src/room/locales/fr.json": '{ "a": "a", }' };
  await expect(findingsIn(stringsComplete, files)).rejects.toThrow(/^console\/src\/room\/locales\/fr\.json is not JSON: /u);
});

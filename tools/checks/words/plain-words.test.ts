import { join } from "node:path";
import { expect, test } from "vitest";
import { commentsOf } from "../../project/comments.ts";
import { makeProject } from "../../project/fixture.ts";
import { countPlainWords, longSubjects } from "../../project/plain-words.ts";
import { runTool } from "../../project/run-tool.ts";
import { findingsIn } from "../findings.ts";
import { plainWords } from "./plain-words.ts";

const words = (count: number): string => Array.from({ length: count }, (_, index) => `word${index}`).join(" ");

const RELATIVE = "/** Whom nobody is free for. */\nexport const a = 1;\n";
const LONG = `// The first sentence. ${words(31)}. The last.\nexport const a = 1;\n`;

test("comments are found in code, SQL and style sheets, and not in strings", () => {
  const texts = (path: string, text: string): string[] => commentsOf({ path, text }).map((each) => `${each.line} ${each.text}`);
  expect(texts("a.ts", '/**\n * One\n * thing.\n */\nconst a = "// none";\n// Two\n// lines.\nconst b = 1; // Three.\n')).toEqual([
    "1 One\nthing.",
    "6 Two\nlines.",
    "8 Three.",
  ]);
  expect(texts("a.tsx", "const a = <p>{/* One. */}// none</p>;\n// oxlint-disable-next-line no-x\n")).toEqual(["1 One."]);
  expect(texts("a.sql", "select '-- none'; -- One\n  -- thing.\n/* Two. */\n")).toEqual(["1 One\nthing.", "3 Two."]);
  expect(texts("a.css", 'a { content: "/* none */"; } /* One. */\n')).toEqual(["1 One."]);
});

test("relatives count where a comment begins, in any file but a generated one", async () => {
  const { comments, relatives } = await countPlainWords(
    await makeProject({ "a.ts": RELATIVE, "b.sql": "-- Until when it holds.\n", "c.css": "/* Whole. */", "d.generated.ts": RELATIVE }),
  );
  expect(comments).toBe(3);
  expect(relatives.map(({ file }) => file)).toEqual(["a.ts", "b.sql"]);
});

test("relatives up to the bound are no finding; one more lists all", async () => {
  const files = (count: number): Record<string, string> =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`a/${index}.ts`, RELATIVE]));
  expect(await findingsIn(plainWords, files(59))).toEqual([]);
  const found = await findingsIn(plainWords, files(60));
  expect(found).toHaveLength(61);
  expect(found[0]).toBe(" 60 comments begin with a relative (Who, What, Where, Which, When, How), more than 59");
  expect(found[1]).toBe("a/0.ts:1 begins with a relative: «Whom nobody is free for.»");
});

test("sentences over 30 words are counted; points of a list are sentences of their own", async () => {
  const list = `/**\n * - ${words(20)}\n * - ${words(20)}\n */\n`;
  const { longSentences } = await countPlainWords(await makeProject({ "a.ts": LONG, "b.ts": list, "c.ts": `// ${words(30)}.\n` }));
  expect(longSentences).toEqual([{ file: "a.ts", line: 1, words: 31, text: `${words(31)}.` }]);
  const files = Object.fromEntries(Array.from({ length: 19 }, (_, index) => [`a/${index}.ts`, LONG]));
  expect(await findingsIn(plainWords, files)).toContain(" 19 sentences of comments have more than 30 words, more than 18");
});

test("subjects over 72 signs are found on the first-parent line since a commit; none without git", async () => {
  const root = await makeProject({ "a.ts": "" });
  expect(await longSubjects(root, "HEAD")).toEqual([]);
  const git = async (...args: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await runTool("git", args, root, {
      GIT_CONFIG_GLOBAL: join(root, "none"),
      GIT_AUTHOR_NAME: "a",
      GIT_AUTHOR_EMAIL: "a@example.org",
      GIT_COMMITTER_NAME: "a",
      GIT_COMMITTER_EMAIL: "a@example.org",
    });
    expect(code, stderr).toBe(0);
    return stdout.trim();
  };
  await git("init", "--quiet");
  await git("commit", "--quiet", "--allow-empty", "-m", "a".repeat(80));
  const first = await git("rev-parse", "HEAD");
  await git("commit", "--quiet", "--allow-empty", "-m", "é".repeat(72));
  expect(await longSubjects(root, first)).toEqual([]);
  await git("commit", "--quiet", "--allow-empty", "-m", "b".repeat(73));
  expect(await longSubjects(root, first)).toMatchObject([{ subject: "b".repeat(73) }]);
});

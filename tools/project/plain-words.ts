import { commentsOf, type Comment } from "./comments.ts";
import { isGenerated, readFiles } from "./files.ts";
import { runTool } from "./run-tool.ts";

/** Words of a sentence at most, and signs of a commit's subject. */
export const LONGEST_SENTENCE = 30;
export const LONGEST_SUBJECT = 72;

/** The commit from which subjects are counted: those before it were written without the rule. */
const SUBJECTS_SINCE = "1ddd6065";

export type LongSentence = { readonly file: string; readonly line: number; readonly words: number; readonly text: string };
export type Subject = { readonly commit: string; readonly subject: string };

/** Figures of plain words in a tree: what `docs/style.md` asks for and can be counted. */
export type PlainWords = {
  readonly comments: number;
  readonly relatives: readonly Comment[];
  readonly longSentences: readonly LongSentence[];
  readonly longSubjects: readonly Subject[];
};

const RELATIVE = /^(?:Who(?:m|se|ever|mever)?|What(?:ever)?|Where(?:ver)?|Which(?:ever)?|When(?:ever)?|How|Until when)\b/u;
/** An empty line, a point of a list and a tag end a sentence without a full stop. */
const PARAGRAPH = /\n\s*\n|\n(?=\s*(?:[-*•@]|\d+\.)\s?)/u;
const SENTENCE = /(?<=[.!?][)»"”`]?)\s+/u;

const wordsOf = (sentence: string): number => sentence.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

const longIn = ({ file, line, text }: Comment): LongSentence[] =>
  text
    .split(PARAGRAPH)
    .flatMap((paragraph) => paragraph.split(SENTENCE))
    .map((sentence) => ({ file, line, words: wordsOf(sentence), text: sentence.trim() }))
    .filter(({ words }) => words > LONGEST_SENTENCE);

/** Subjects over the bound of commits on the first-parent line after `since`; none where there is no git or no such commit. */
export async function longSubjects(root: string, since: string): Promise<Subject[]> {
  const ran = await runTool("git", ["log", "--first-parent", "--format=%h %s", `${since}..HEAD`], root).catch(() => null);
  if (ran?.code !== 0) return [];
  return ran.stdout
    .split("\n")
    .map((line) => ({ commit: line.slice(0, line.indexOf(" ")), subject: line.slice(line.indexOf(" ") + 1) }))
    .filter(({ subject }) => subject.length > LONGEST_SUBJECT);
}

/** Counts plain words in comments of all code, SQL and style sheets of the project, and in its commits. */
export async function countPlainWords(root: string): Promise<PlainWords> {
  const files = await readFiles(root, (path) => /\.(?:ts|tsx|mjs|cjs|sql|css)$/u.test(path) && !isGenerated(path));
  const comments = files.flatMap(commentsOf);
  return {
    comments: comments.length,
    relatives: comments.filter(({ text }) => RELATIVE.test(text)),
    longSentences: comments.flatMap(longIn),
    longSubjects: await longSubjects(root, SUBJECTS_SINCE),
  };
}

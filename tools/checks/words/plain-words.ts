import { countPlainWords, LONGEST_SENTENCE, LONGEST_SUBJECT } from "../../project/plain-words.ts";
import type { Check, Finding } from "../check.ts";

/** Comments of the tree that may begin with a relative: those of released migrations, which nobody changes. The number only falls. */
const MOST_RELATIVES = 59;
/** Long sentences of released migrations. The number only falls. */
const MOST_LONG = 18;

const oneLine = (text: string): string => text.replaceAll(/\s+/gu, " ");

/** Findings of a kind of which some are left: none up to the bound, else each with its place, since the new one is not known. */
const beyond = (bound: number, says: string, findings: readonly Finding[]): Finding[] =>
  findings.length <= bound
    ? []
    : [{ file: "", message: `${findings.length} ${says}, more than ${bound}`, cure: "change the new one of those below" }, ...findings];

/** Comments say their thing first and in short sentences; subjects of commits fit a line (`docs/style.md`). */
export const plainWords: Check = {
  name: "plain words",
  run: async (root) => {
    const { relatives, longSentences, longSubjects } = await countPlainWords(root);
    return [
      ...beyond(
        MOST_RELATIVES,
        "comments begin with a relative (Who, What, Where, Which, When, How)",
        relatives.map(({ file, line, text }) => ({
          file,
          line,
          message: `begins with a relative: «${oneLine(text)}»`,
          cure: "begin with the thing or the verb",
        })),
      ),
      ...beyond(
        MOST_LONG,
        `sentences of comments have more than ${LONGEST_SENTENCE} words`,
        longSentences.map(({ file, line, words, text }) => ({
          file,
          line,
          message: `a sentence of ${words} words: «${oneLine(text)}»`,
          cure: "say one fact a sentence",
        })),
      ),
      ...longSubjects.map(({ commit, subject }) => ({
        file: "",
        message: `the subject of ${commit} has more than ${LONGEST_SUBJECT} signs: «${subject}»`,
        cure: "write `feature: what changes`; why and how it was seen stand in the body",
      })),
    ];
  },
};

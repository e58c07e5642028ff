import { Button } from "@amaliyat/ui/controls";
import { Banner } from "@amaliyat/ui/feedback";
import { useShortcut } from "@amaliyat/ui/hooks";
import { Bdi } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { useText } from "./text.ts";

/** Answer of an author on words in doubt. It holds for exactly these words: if they change, it is asked again. */
export type WordsAnswer = { readonly answer: string | null; readonly give: (isGiven: boolean) => void };

/** The answer on the words of a form. `answered` is a field of its draft: it follows the room, and is kept and discarded as the others. */
export const wordsAnswer = (words: string | null, answered: string | null, put: (answered: string | null) => void): WordsAnswer => ({
  answer: words !== null && answered === words ? words : null,
  give: (isGiven) => put(isGiven ? words : null),
});

export type WordsQuestionProps = {
  /** The words in doubt, quoted; null asks nothing. */
  readonly words: string | null;
  /** Introduces the words, before and after the answer. */
  readonly seems: string;
  readonly answered: string;
  /** The answer, on its button; left out where none is accepted. */
  readonly verb?: string | undefined;
  readonly given: WordsAnswer;
};

/** Quotes the words of a text that hold it back, and takes the author's answer on them by one key (Alt+W). */
export function WordsQuestion({ words, seems, answered, verb, given: { answer, give } }: WordsQuestionProps): ReactNode {
  const text = useText();
  const isOpen = words !== null && answer === null && verb !== undefined;
  useShortcut("Alt+KeyW", () => give(true), { enabled: isOpen, whileTyping: true });
  if (words === null) return null;
  return (
    <Banner
      boxed
      tone={answer === null ? "attention" : "info"}
      className="list-question"
      title={answer === null ? seems : answered}
      detail={
        <>
          <q className="list-quoted list-question__words">
            <Bdi>{words}</Bdi>
          </q>
          {isOpen && <span className="am-t2 am-small list-question__told">{text("question.told")}</span>}
        </>
      }
      actions={
        isOpen ? (
          <Button shortcut="Alt+KeyW" onClick={() => give(true)}>
            {verb}
          </Button>
        ) : (
          answer !== null && (
            <Button variant="quiet" onClick={() => give(false)}>
              {text("question.withdraw")}
            </Button>
          )
        )
      }
    />
  );
}

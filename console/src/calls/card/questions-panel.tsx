import { calls, type CallCard, type Interview } from "@amaliyat/contract/calls";
import { PRIORITY_LABELS } from "@amaliyat/domain/interventions";
import { Select } from "@amaliyat/ui/controls";
import { PriorityGlyph } from "@amaliyat/ui/glyphs";
import { useShortcut } from "@amaliyat/ui/hooks";
import { Num, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { levelOf, titleOf } from "../../facts/index.ts";
import { Refusal } from "../../session/index.ts";
import { callCardOf, questionTrees } from "../call-lists.ts";
import { useText } from "../text.ts";
import { useCallAct } from "../use-call-act.ts";
import { keysChoose, nthOfKey } from "./card-keys.ts";
import { PickKey } from "./nature-panel.tsx";

/** The questions of the nature, one after the other, each answer by one key; the result stands under them. */
export function QuestionsPanel({ card, keysHere }: { readonly card: CallCard; readonly keysHere: boolean }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const client = useQueryClient();
  const { busy, refused, run } = useCallAct();
  const { callId, nature, interview } = card;
  const next = interview?.next ?? null;
  const answer = async (questionId: string, answerId: string): Promise<void> => {
    const done = await run(() => ask(calls.answer, { params: { callId }, body: { questionId, answerId } }));
    if (done === null) return;
    const { priority, subcategory } = done.value;
    client.setQueryData<CallCard>(callCardOf(callId).queryKey, (held) => held && { ...held, interview: done.value, priority, subcategory });
  };
  const choose = (nth: number | null): void => {
    const chosen = next?.answers[nth ?? -1];
    if (next !== null && chosen !== undefined) void answer(next.id, chosen.id);
  };
  useShortcut(
    ["Digit1", "Digit2", "Digit3", "Digit4", "Digit5", "Digit6", "Digit7", "Digit8", "Digit9", "Digit0", "Minus"],
    ({ code }) => choose(nthOfKey("answer", code)),
    {
      enabled: keysChoose({ nature, asksNature: !keysHere, hasQuestion: next !== null }) === "answer",
    },
  );
  return (
    <Panel region title={text("questions.title")} className="call-questions" foot={interview && <Amounts interview={interview} />}>
      {interview === null && <p className="call-note am-t2">{text(nature === null ? "questions.nature_first" : "questions.none")}</p>}
      {interview !== null && interview.steps.length > 0 && <Steps interview={interview} onAgain={(id, to) => void answer(id, to)} />}
      {next !== null && (
        <div className="call-question" role="group" aria-label={next.text[language]} aria-busy={busy || undefined} data-question={next.id}>
          <p className="am-title">{next.text[language]}</p>
          <div className="call-picks">
            {next.answers.map((each, nth) => (
              <button key={each.id} type="button" className="call-pick" data-answer={each.id} onClick={() => choose(nth)}>
                <PickKey of="answer" nth={nth} />
                <span>{each.text[language]}</span>
              </button>
            ))}
          </div>
        </div>
      )}
      {interview !== null && next === null && <p className="call-note am-t2">{text("questions.done")}</p>}
      <Refusal problem={refused} />
    </Panel>
  );
}

type StepsProps = { readonly interview: Interview; readonly onAgain: (questionId: string, answerId: string) => void };

/** Answers given. A changed answer removes those after it. */
function Steps({ interview, onAgain }: StepsProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  // The tree as it is asked now; an interview that was begun with an older one is shown without the words that changed.
  const tree = useQuery(questionTrees).data?.find(({ nature }) => nature === interview.nature);
  return (
    <ol className="call-steps">
      {interview.steps.map(({ questionId, answerId }) => {
        const question = tree?.questions.find(({ id }) => id === questionId);
        return (
          <li key={questionId}>
            <span className="am-t2">{question?.text[language] ?? questionId}</span>
            {question === undefined ? (
              <span className="am-strong">{answerId}</span>
            ) : (
              <Select
                size="s"
                aria-label={text("questions.again", { question: question.text[language] })}
                options={question.answers.map(({ id, text: words }) => ({ value: id, label: words[language] }))}
                value={answerId}
                onChange={(id) => onAgain(questionId, id)}
              />
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** Points, and the priority and sub-category that they propose. */
function Amounts({ interview }: { readonly interview: Interview }): ReactNode {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const { priority, subcategory, score } = interview;
  return (
    <div className="call-amounts" role="status">
      <span className="am-t2">{text("questions.score")}</span> <Num className="am-strong">{format.number(score)}</Num>
      {priority !== null && (
        <>
          <PriorityGlyph priority={levelOf(priority)} size={20} />
          <span className="am-strong">{PRIORITY_LABELS[priority][language]}</span>
        </>
      )}
      {subcategory !== null && <span>{titleOf(subcategory, language)}</span>}
    </div>
  );
}

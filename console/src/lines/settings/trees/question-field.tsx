import { LANGUAGES } from "@amaliyat/domain/kernel";
import { Button, IconButton } from "@amaliyat/ui/controls";
import { useFormat } from "@amaliyat/ui/i18n";
import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import X from "lucide-react/icons/x";
import type { ReactNode } from "react";
import { useText } from "../../text.ts";
import { AnswerField, type OtherQuestion } from "./answer-field.tsx";
import { Fault } from "./fault.tsx";
import { TextFields } from "./text-fields.tsx";
import { blankAnswer, type QuestionDraft, type TreeFault } from "./tree-draft.ts";

const MOST = 12;

export type QuestionFieldProps = {
  readonly question: QuestionDraft;
  readonly nth: number;
  readonly others: readonly OtherQuestion[];
  readonly faults: ReadonlyMap<string, TreeFault>;
  readonly onChange: (question: QuestionDraft) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
};

/** One question with its answers. The first is asked first; the others are asked where an answer leads to them. */
export function QuestionField({ question, nth, others, faults, onChange, onMove, onRemove }: QuestionFieldProps): ReactNode {
  const text = useText();
  const format = useFormat();
  const word = text(nth === 0 ? "tree.first_question" : "tree.question", { nth: format.number(nth + 1) });
  const { answers } = question;
  const setAnswers = (next: QuestionDraft["answers"]): void => onChange({ ...question, answers: next });
  return (
    <li className="lines-item" aria-label={word}>
      <div className="lines-item__head">
        <span className="am-strong">{word}</span>
        <span className="am-grow" />
        <IconButton size="s" label={`${text("up")}: ${word}`} icon={<ArrowUp size={16} />} onClick={() => onMove(-1)} />
        <IconButton size="s" label={`${text("down")}: ${word}`} icon={<ArrowDown size={16} />} onClick={() => onMove(1)} />
        <IconButton size="s" label={`${text("remove")}: ${word}`} icon={<X size={16} />} onClick={onRemove} />
      </div>
      <Fault fault={faults.get(`${nth}`)} />
      <TextFields
        label={word}
        value={question.text}
        wrong={LANGUAGES.filter((language) => faults.has(`${nth}.text.${language}`))}
        onChange={(next) => onChange({ ...question, text: next })}
      />
      <ul className="lines-answers">
        {answers.map((answer, of) => (
          <AnswerField
            key={answer.id}
            answer={answer}
            label={`${word}, ${text("tree.answer", { nth: format.number(of + 1) })}`}
            path={`${nth}.answers.${of}`}
            others={others}
            faults={faults}
            onChange={(next) => setAnswers(answers.toSpliced(of, 1, next))}
            onRemove={() => setAnswers(answers.toSpliced(of, 1))}
          />
        ))}
      </ul>
      <Fault fault={faults.get(`${nth}.answers`)} />
      <div>
        <Button
          size="s"
          variant="quiet"
          disabledReason={answers.length < MOST ? undefined : text("most")}
          onClick={() => setAnswers([...answers, blankAnswer(answers)])}
        >
          {text("tree.add_answer")}
        </Button>
      </div>
    </li>
  );
}

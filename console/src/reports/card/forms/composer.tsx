import { reports, type ReportCard } from "@amaliyat/contract/reports";
import { READY_ANSWERS, READY_QUESTIONS, TEXT_MOST, type ReadyQuestion } from "@amaliyat/domain/reports";
import { Button, Checkbox, Kbd, Segmented, TextArea } from "@amaliyat/ui/controls";
import { useDraft, useShortcut } from "@amaliyat/ui/hooks";
import { languageNames, useLanguage } from "@amaliyat/ui/i18n";
import { useEffect, useEffectEvent, useImperativeHandle, useRef, type ReactNode, type Ref, type RefObject } from "react";
import { ask } from "../../../api/index.ts";
import { Refusal, useDraftName } from "../../../session/index.ts";
import { useText } from "../../text.ts";
import { KEY_OF } from "../card-acts.ts";
import { isMessageDraft, NO_MESSAGE, type MessageDraft } from "./drafts.ts";
import type { Writing } from "../writing.ts";
import { useReportAct } from "../use-report-act.ts";

export type ComposerProps = { readonly card: ReportCard; readonly canAsk: boolean; readonly ref: Ref<Writing> };

/** A question or a word to the author. A ready question is put into the box by one digit, in the language of the report, and sent by hand. */
export function Composer({ card, canAsk, ref }: ComposerProps): ReactNode {
  const text = useText();
  const form = useRef<HTMLFormElement>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  const draft = useDraft(useDraftName(`report-message.${card.reportId}`), NO_MESSAGE, isMessageDraft);
  const { busy, refused, run } = useReportAct(card.reportId);
  const change = (part: Partial<MessageDraft>): void => draft.update((before) => ({ ...before, ...part }));
  const kind = canAsk ? draft.value.kind : "tell";
  const words = draft.value.words.trim();
  useImperativeHandle(ref, () => ({
    begin: (next) => {
      draft.update((before) => ({ ...before, kind: next }));
      box.current?.focus();
    },
  }));
  const choose = (question: ReadyQuestion): void => {
    change({ kind: "ask", words: question.words[card.language], plain: question.plain });
    box.current?.focus();
  };
  const send = async (): Promise<void> => {
    if (words === "") return;
    const params = { reportId: card.reportId };
    const choices = draft.value.plain ? READY_ANSWERS.map((answer) => ({ ...answer })) : [];
    const done = await run(() =>
      kind === "ask" ? ask(reports.ask, { params, body: { words, choices } }) : ask(reports.tell, { params, body: { words } }),
    );
    if (done !== null) draft.clear();
  };
  useFormKeys(form, () => void send());
  return (
    <form
      ref={form}
      className="report-composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {canAsk && <ReadyQuestions onTake={choose} />}
      <div className="report-composer__kind">
        <Segmented
          size="s"
          label={text("compose.kind")}
          options={(canAsk ? (["ask", "tell"] as const) : (["tell"] as const)).map((value) => ({
            value,
            label: (
              <>
                {text(`act.${value}`)} <Kbd keys={KEY_OF[value]} />
              </>
            ),
          }))}
          value={kind}
          onChange={(next) => change({ kind: next })}
        />
        <span className="am-t3 am-small">{text("compose.language", { language: languageNames[card.language] })}</span>
      </div>
      <TextArea
        ref={box}
        rows={2}
        maxLength={TEXT_MOST.message}
        aria-label={text(kind === "ask" ? "compose.question" : "compose.message")}
        placeholder={text(kind === "ask" ? "compose.question" : "compose.message")}
        value={draft.value.words}
        onChange={(value) => change({ words: value })}
      />
      <div className="report-form__foot">
        <Button type="submit" variant="primary" shortcut="Ctrl+Enter" loading={busy} disabled={words === ""}>
          {text("compose.send")}
        </Button>
        {kind === "ask" && <Checkbox label={text("compose.plain")} checked={draft.value.plain} onChange={(plain) => change({ plain })} />}
      </div>
      <Refusal problem={refused} />
    </form>
  );
}

/**
 * Ctrl+Enter sends while one writes, and Escape gives the keys back to the card. On the card Ctrl+Enter makes an intervention and must not
 * get there from here. So the form hears it before the page does, in any order of registration.
 */
function useFormKeys(form: RefObject<HTMLFormElement | null>, send: () => void): void {
  const onSend = useEffectEvent(send);
  useEffect(() => {
    const node = form.current;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.isComposing || event.repeat) return;
      if (event.key === "Escape") (document.activeElement as HTMLElement | null)?.blur();
      else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) onSend();
      else return;
      event.preventDefault();
    };
    node?.addEventListener("keydown", onKeyDown);
    return () => node?.removeEventListener("keydown", onKeyDown);
  }, [form]);
}

function ReadyQuestions({ onTake }: { readonly onTake: (question: ReadyQuestion) => void }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  useShortcut(["Digit1", "Digit2", "Digit3", "Digit4", "Digit5", "Digit6", "Digit7"], ({ code }) => {
    const question = READY_QUESTIONS.find(({ digit }) => code.endsWith(digit));
    if (question !== undefined) onTake(question);
  });
  return (
    <div className="report-questions" role="group" aria-label={text("compose.ready")}>
      {READY_QUESTIONS.map((question) => (
        <button key={question.digit} type="button" className="report-question" onClick={() => onTake(question)}>
          <Kbd keys={`Digit${question.digit}`} />
          <span>{question.words[language]}</span>
        </button>
      ))}
    </div>
  );
}

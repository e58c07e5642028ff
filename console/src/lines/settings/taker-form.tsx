import { calls, type TakerShown } from "@amaliyat/contract/calls";
import type { Problem } from "@amaliyat/contract/route";
import { CALL_LANGUAGES } from "@amaliyat/domain/calls";
import { Checkbox, Field } from "@amaliyat/ui/controls";
import { showToast } from "@amaliyat/ui/feedback";
import { isolate } from "@amaliyat/ui/i18n";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { takerList } from "../../calls/index.ts";
import { DraftForm, many, useSharedDraft, type FieldWords } from "../../lists/index.ts";
import { useDraftName, usePersonNames } from "../../session/index.ts";
import { useLineChoices } from "../line-words.ts";
import { useText } from "../text.ts";
import { checkTakerDraft, draftOfTaker, isTakerDraft, type TakerDraft } from "./taker-draft.ts";

/** Languages and lines of a person; in force with the next call. */
export function TakerForm({ taker }: { readonly taker: TakerShown }): ReactNode {
  const text = useText();
  const names = usePersonNames();
  const client = useQueryClient();
  const lines = useLineChoices();
  const [refused, setRefused] = useState<Problem | null>(null);
  const [tried, setTried] = useState(false);
  const name = useDraftName(`taker.${taker.userId}`);
  const { draft, set, disputes, changed, clear, sent, restoredAt } = useSharedDraft(name, draftOfTaker(taker), isTakerDraft);
  const words: FieldWords<TakerDraft> = {
    languages: many(text("skills.languages"), (one) => text(`language.${one}`)),
    lines: [text("part.lines"), ({ all, some }) => (all ? text("skills.all_lines") : some.map(isolate).join(" · "))],
  };
  const putLines = (change: Partial<TakerDraft["lines"]>): void => set({ lines: { ...draft.lines, ...change } });
  const { body, missing } = checkTakerDraft(draft);
  const send = async (): Promise<void> => {
    setTried(true);
    setRefused(null);
    if (body === null) return;
    const answer = await ask(calls.putTaker, { params: { userId: taker.userId }, body });
    if (!answer.ok) return setRefused(answer.error);
    client.setQueryData<readonly TakerShown[]>(takerList.queryKey, (held) =>
      held?.map((one) => (one.userId === taker.userId ? answer.value : one)),
    );
    sent(draft);
    showToast({ text: text("skills.saved", { name: isolate(names.shown(taker.name)) }) });
  };
  const toggled = <V extends string>(all: readonly V[], chosen: readonly V[], one: V): V[] =>
    all.filter((each) => (each === one ? !chosen.includes(each) : chosen.includes(each)));
  return (
    <DraftForm
      verb={text("skills.save")}
      changed={changed}
      disputes={disputes(words)}
      onDiscard={clear}
      restoredAt={restoredAt}
      refused={refused}
      onSend={send}
    >
      <Field group label={text("skills.languages")} error={tried && missing.has("languages") ? text("wrong.languages") : undefined}>
        <div className="lines-choices">
          {CALL_LANGUAGES.map((one) => (
            <Checkbox
              key={one}
              label={text(`language.${one}`)}
              checked={draft.languages.includes(one)}
              onChange={() => set({ languages: toggled(CALL_LANGUAGES, draft.languages, one) })}
            />
          ))}
        </div>
      </Field>
      <Field group label={text("part.lines")} error={tried && missing.has("lines") ? text("wrong.lines") : undefined}>
        <Checkbox label={text("skills.all_lines")} checked={draft.lines.all} onChange={(all) => putLines({ all })} />
        {!draft.lines.all && (
          <div className="lines-items">
            {lines.map((line) => (
              <Checkbox
                key={line.value}
                label={isolate(line.label)}
                checked={draft.lines.some.includes(line.value)}
                onChange={() =>
                  putLines({
                    some: toggled(
                      lines.map((one) => one.value),
                      draft.lines.some,
                      line.value,
                    ),
                  })
                }
              />
            ))}
          </div>
        )}
      </Field>
    </DraftForm>
  );
}

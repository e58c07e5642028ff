import type { Parting } from "@amaliyat/contract/interventions";
import type { Danger } from "@amaliyat/domain/interventions";
import { Field, TextInput } from "@amaliyat/ui/controls";
import { LoadingState } from "@amaliyat/ui/feedback";
import { useDraft, type DraftState } from "@amaliyat/ui/hooks";
import { isolate, useLanguage } from "@amaliyat/ui/i18n";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useDraftName } from "../../session/index.ts";
import { QueryFailed } from "../../states/index.ts";
import { useText } from "../text.ts";
import { dangerWords } from "./rise-line.tsx";

const isWords = (value: unknown): value is string => typeof value === "string";

/** The reason that is typed for taking a call or report out of its intervention. */
export const usePartDraft = (of: string): DraftState<string> => useDraft(useDraftName(of), "", isWords);

/** Version of the case that the person saw, on which the key acts; null if nothing can be taken out of it. */
export const partsOn = (parting: Parting | null | undefined): number | null =>
  parting === null || parting === undefined || parting.mustSplit ? null : parting.version;

const isSameDanger = (before: Danger, after: Danger): boolean =>
  before.priority === after.priority && before.attributes.every((one) => after.attributes.includes(one));

type Props = { readonly what: string; readonly asked: UseQueryResult<Parting | null>; readonly draft: DraftState<string> };

/** Shows before the key which danger leaves an intervention with a call or report, and which stays; and asks for the reason. */
export function PartFields({ what, asked, draft }: Props): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const parting = asked.data ?? null;
  return (
    <>
      {asked.isError && <QueryFailed query={asked} />}
      {asked.isPending && <LoadingState what={what} lines={2} />}
      {parting?.mustSplit === true && <p>{text("parting.split", { reference: isolate(parting.reference) })}</p>}
      {parting?.mustSplit === false && (
        <p>
          {text("parting.now", { danger: dangerWords(parting.before, language) })}
          <br />
          {isSameDanger(parting.before, parting.after)
            ? text("parting.same")
            : text("parting.after", { danger: dangerWords(parting.after, language) })}
        </p>
      )}
      <Field label={text("parting.reason")} required>
        <TextInput value={draft.value} maxLength={200} onChange={draft.setValue} />
      </Field>
    </>
  );
}

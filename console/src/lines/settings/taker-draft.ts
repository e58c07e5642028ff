import type { TakerShown } from "@amaliyat/contract/calls";
import { CALL_LANGUAGES, type CallLanguage } from "@amaliyat/domain/calls";
import { z } from "zod";

const draft = z.object({ languages: z.array(z.enum(CALL_LANGUAGES)), lines: z.object({ all: z.boolean(), some: z.array(z.string()) }) });
/** Languages and lines of a person, as chosen. Chosen lines stay stored while «all» is set. */
export type TakerDraft = z.output<typeof draft>;

export const isTakerDraft = (value: unknown): value is TakerDraft => draft.safeParse(value).success;

export const draftOfTaker = ({ languages, lines }: Pick<TakerShown, "languages" | "lines">): TakerDraft => ({
  languages: [...languages],
  lines: { all: lines === null, some: [...(lines ?? [])] },
});

type Body = { readonly languages: CallLanguage[]; readonly lines: string[] | null };

/** Body to send, or the missing fields. */
export function checkTakerDraft({ languages, lines: { all, some } }: TakerDraft): {
  readonly body: Body | null;
  readonly missing: ReadonlySet<"languages" | "lines">;
} {
  const missing = new Set<"languages" | "lines">();
  if (languages.length === 0) missing.add("languages");
  if (!all && some.length === 0) missing.add("lines");
  return { body: missing.size === 0 ? { languages, lines: all ? null : some } : null, missing };
}

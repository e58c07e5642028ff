import type { TakerShown } from "@amaliyat/contract/calls";
import { CALL_LANGUAGES, type CallLanguage } from "@amaliyat/domain/calls";
import { z } from "zod";

const draft = z.object({ languages: z.array(z.enum(CALL_LANGUAGES)), all: z.boolean(), lines: z.array(z.string()) });
/** What a person speaks and answers, as it is chosen. The lines that were chosen stay while «all» is. */
export type TakerDraft = z.output<typeof draft>;

export const isTakerDraft = (value: unknown): value is TakerDraft => draft.safeParse(value).success;

export const draftOfTaker = ({ languages, lines }: Pick<TakerShown, "languages" | "lines">): TakerDraft => ({
  languages: [...languages],
  all: lines === null,
  lines: [...(lines ?? [])],
});

type Body = { readonly languages: CallLanguage[]; readonly lines: string[] | null };

/** What is sent, or what is missing. */
export function checkTakerDraft({ languages, all, lines }: TakerDraft): {
  readonly body: Body | null;
  readonly missing: ReadonlySet<"languages" | "lines">;
} {
  const missing = new Set<"languages" | "lines">();
  if (languages.length === 0) missing.add("languages");
  if (!all && lines.length === 0) missing.add("lines");
  return { body: missing.size === 0 ? { languages, lines: all ? null : lines } : null, missing };
}

import { LANGUAGES, type Language } from "@amaliyat/domain/kernel";

const named = (text: string | undefined): Language | null => {
  const [, code = ""] = /(?:^|[-_.])([a-z]{2})$/i.exec(text ?? "") ?? [];
  return LANGUAGES.find((language) => language === code.toLowerCase()) ?? null;
};

/** The language that whoever asks wants: by `locale` (`fr`, `fr-DZ`), else by the end of its jurisdiction; null where it says none. */
export const languageAsked = (asked: {
  readonly locale?: string | undefined;
  readonly jurisdiction_id?: string | undefined;
}): Language | null => named(asked.locale?.slice(0, 2)) ?? named(asked.jurisdiction_id);

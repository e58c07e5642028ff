import { fold } from "@amaliyat/domain/search";

/** Words that send a unit, as people write them. */
const SENDS = new Set(["كلف", "ارسل", "ابعث", "وجه", "affecter", "affecte", "envoyer", "envoie", "assign", "send"].map(fold));

/** The code of a unit, as it was typed after a word that sends one («كلّف 207», «envoyer 207»); null for any other words. */
export function sentCode(query: string): string | null {
  const [word = "", ...rest] = query.trim().split(/\s+/u);
  const code = rest.join(" ");
  return code !== "" && SENDS.has(fold(word)) ? code : null;
}

import type { PartnerReport } from "./commands.ts";

/**
 * Words of an incident's status in which partners report, folded to letters. NENA's registry first, then what our own partners' systems
 * and our webhook say.
 */
const KINDS = {
  received: "receive",
  new: "receive",
  pending: "receive",
  acknowledged: "acknowledge",
  accepted: "acknowledge",
  assigned: "acknowledge",
  dispatched: "acknowledge",
  active: "acknowledge",
  inprogress: "progress",
  enroute: "progress",
  onscene: "progress",
  closed: "finish",
  done: "finish",
  completed: "finish",
  resolved: "finish",
  refused: "refuse",
  // The partner withdraws its work, or its plan of it: none of its crews goes there any more.
  cancelled: "refuse",
  canceled: "refuse",
  rejected: "refuse",
} as const;
type Word = keyof typeof KINDS;

const isWord = (word: string): word is Word => Object.hasOwn(KINDS, word);

/** Report that a status word means for a forward; null for an unknown word. */
export function reportOf(status: string, text: string | null, partnerReference: string | null): PartnerReport | null {
  const word = status.toLowerCase().replace(/[^a-z]/g, "");
  if (!isWord(word)) return null;
  const kind = KINDS[word];
  switch (kind) {
    case "receive":
      return { kind };
    case "acknowledge":
      return { kind, partnerReference };
    case "refuse":
      return { kind, reason: text ?? status };
    default:
      return { kind, text };
  }
}

/** Form that a card opens with: `classify` with the sub-category picker, `assign` with the units, `forward` with the partners. */
export type CardSearch = { readonly begin?: "classify" | "assign" | "forward" };

export function cardSearch(search: Record<string, unknown>): CardSearch {
  const begin = search["begin"];
  return begin === "classify" || begin === "assign" || begin === "forward" ? { begin } : {};
}

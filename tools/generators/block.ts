/** Puts text between two markers of a page; a page without them gets them at its end. */
export function withBlock(page: string, begin: string, end: string, text: string): string {
  const block = `${begin}\n\n${text}\n\n${end}`;
  const from = page.indexOf(begin);
  if (from < 0) return `${page.trimEnd()}\n\n${block}\n`.trimStart();
  const to = page.indexOf(end, from);
  if (to < 0) throw new Error(`${begin} is not closed by ${end}`);
  return page.slice(0, from) + block + page.slice(to + end.length);
}

/** An element as it was read; `text` is what stands in it outside of other elements, without the space around it. */
export type Element = { readonly name: string; readonly text: string; readonly children: readonly Element[] };

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function textOf(raw: string): string {
  const plain = raw.replace(/&(amp|lt|gt|quot|apos);/g, "");
  if (/[&<]/.test(plain)) throw new Error(`an ampersand or bracket that is not escaped: ${raw.slice(0, 60)}`);
  if (/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(raw)) throw new Error("a character that XML 1.0 does not have");
  return raw.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? "");
}

/** Reads XML without attributes, strictly; throws where it is not well-formed. */
export function readXml(text: string): Element {
  const body = text.trim().replace(/^<\?xml[^>]*\?>\s*/, "");
  const open: { name: string; text: string; children: Element[] }[] = [{ name: "", text: "", children: [] }];
  for (const [whole, close, name, empty] of body.matchAll(/<(\/?)([A-Za-z_][\w.-]*)\s*(\/?)>|[^<]+|</g)) {
    const top = open.at(-1);
    if (top === undefined) throw new Error("more is closed than was opened");
    if (name === undefined) {
      top.text += textOf(whole);
      continue;
    }
    if (close === "" && empty === "") open.push({ name, text: "", children: [] });
    else if (close === "") top.children.push({ name, text: "", children: [] });
    else {
      open.pop();
      if (top.name !== name) throw new Error(`${top.name} is closed as ${name}`);
      open.at(-1)?.children.push({ ...top, text: top.children.length > 0 ? top.text.trim() : top.text });
    }
  }
  const [root, ...more] = open;
  const [only, ...others] = root?.children ?? [];
  if (only === undefined || others.length > 0 || more.length > 0 || root?.text.trim() !== "") throw new Error("not one element");
  return only;
}

/** The fields of an element: a text, or null where it is empty. */
export const fieldsOf = ({ children }: Element): Record<string, string | null> =>
  Object.fromEntries(children.map(({ name, text }) => [name, text.trim() === "" ? null : text]));

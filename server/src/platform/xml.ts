import sax, { type SAXOptions } from "sax";

/** An element of an XML document: its name and its attributes without their prefixes, and the text that stands in it directly. */
export type XmlElement = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
};

/** More than any document needs that a person acts on. */
const [DEEPEST, MOST_ELEMENTS, LONGEST] = [64, 5_000, 256 * 1024];

/** No entities but the five of XML itself. */
const OPTIONS: SAXOptions & { readonly strictEntities: true } = { strictEntities: true };

type Open = { name: string; attributes: Record<string, string>; children: XmlElement[]; text: string };

const localOf = (name: string): string => name.slice(name.indexOf(":") + 1);

/**
 * Reads an XML document of a stranger. Null for text that is no XML, for a document type, whose entities could grow without end, and for a
 * document above the size limit.
 */
export function readXml(text: string): XmlElement | null {
  if (text.length > LONGEST) return null;
  const parser = sax.parser(true, OPTIONS);
  const open: Open[] = [];
  let root: XmlElement | null = null;
  let elements = 0;
  let isWrong = false;
  const fail = (): void => void (isWrong = true);
  // The parser throws at the next piece while it holds an error.
  parser.onerror = () => {
    fail();
    parser.resume();
  };
  parser.ondoctype = fail;
  parser.onopentag = ({ name, attributes }) => {
    if (++elements > MOST_ELEMENTS || open.length >= DEEPEST) return fail();
    const read = Object.entries(attributes).map(([key, value]) => [localOf(key), typeof value === "string" ? value : value.value]);
    open.push({ name: localOf(name), attributes: Object.fromEntries(read), children: [], text: "" });
    return undefined;
  };
  const add = (piece: string): void => {
    const inner = open.at(-1);
    if (inner !== undefined) inner.text += piece;
  };
  parser.ontext = add;
  parser.oncdata = add;
  parser.onclosetag = () => {
    const closed = open.pop();
    if (closed === undefined) return;
    const outer = open.at(-1);
    if (outer !== undefined) outer.children.push(closed);
    else root ??= closed;
  };
  // In pieces: what is too large or broken costs no more than its beginning.
  for (let at = 0; at < text.length && !isWrong; at += 4_096) parser.write(text.slice(at, at + 4_096));
  if (isWrong) return null;
  parser.close();
  return isWrong ? null : root;
}

/** All elements below one, and itself, in the order of the document. */
export function* elementsOf(root: XmlElement): Generator<XmlElement> {
  yield root;
  for (const child of root.children) yield* elementsOf(child);
}

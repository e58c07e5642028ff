import { readXml, type XmlElement } from "../platform/xml.ts";

// The rules of OASIS CAP 1.2 (3.2) and of RFC 4287 (4.1), in our own words: what a reader that knows only them may rely on.

type Rule = {
  readonly name: string;
  readonly must?: boolean;
  readonly many?: boolean;
  readonly text?: RegExp;
  readonly inner?: readonly Rule[];
};

const oneOf = (words: string): RegExp => new RegExp(`^(?:${words.split(" ").join("|")})$`);
/** 3.3.2: an offset in digits, never `Z`. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d$/;
/** 3.2.1: no space, comma or restricted sign. */
const PLAIN = /^[^\s,<&]+$/;
const REFERENCES = /^[^\s,<&]+,[^\s,<&]+,[^\s,]+(?: [^\s,<&]+,[^\s,<&]+,[^\s,]+)*$/;
const NUMBER = String.raw`-?\d+(?:\.\d+)?`;
const CIRCLE = new RegExp(`^${NUMBER},${NUMBER} ${NUMBER}$`);

const AREA: readonly Rule[] = [
  { name: "areaDesc", must: true },
  { name: "polygon", many: true },
  { name: "circle", many: true, text: CIRCLE },
  { name: "geocode", many: true },
];
const INFO: readonly Rule[] = [
  { name: "language", text: /^[a-z]{2}(?:-[A-Z]{2})?$/ },
  { name: "category", must: true, many: true, text: oneOf("Geo Met Safety Security Rescue Fire Health Env Transport Infra CBRNE Other") },
  { name: "event", must: true },
  { name: "responseType", many: true, text: oneOf("Shelter Evacuate Prepare Execute Avoid Monitor Assess AllClear None") },
  { name: "urgency", must: true, text: oneOf("Immediate Expected Future Past Unknown") },
  { name: "severity", must: true, text: oneOf("Extreme Severe Moderate Minor Unknown") },
  { name: "certainty", must: true, text: oneOf("Observed Likely Possible Unlikely Unknown") },
  { name: "audience" },
  { name: "eventCode", many: true },
  { name: "effective", text: TIME },
  { name: "onset", text: TIME },
  { name: "expires", text: TIME },
  { name: "senderName" },
  { name: "headline" },
  { name: "description" },
  { name: "instruction" },
  { name: "web" },
  { name: "contact" },
  { name: "parameter", many: true },
  { name: "resource", many: true },
  { name: "area", many: true, inner: AREA },
];
const ALERT: readonly Rule[] = [
  { name: "identifier", must: true, text: PLAIN },
  { name: "sender", must: true, text: PLAIN },
  { name: "sent", must: true, text: TIME },
  { name: "status", must: true, text: oneOf("Actual Exercise System Test Draft") },
  { name: "msgType", must: true, text: oneOf("Alert Update Cancel Ack Error") },
  { name: "source" },
  { name: "scope", must: true, text: oneOf("Public Restricted Private") },
  { name: "restriction" },
  { name: "addresses" },
  { name: "code", many: true },
  { name: "note" },
  { name: "references", text: REFERENCES },
  { name: "incidents" },
  { name: "info", many: true, inner: INFO },
];

/** Faults of the elements in one: unknown ones, their order, how often each stands, what they say. */
function faultsIn({ name, children }: XmlElement, rules: readonly Rule[]): string[] {
  const places = children.map((child) => rules.findIndex((rule) => rule.name === child.name));
  const faults = places.flatMap((place, at) => [
    ...(place === -1 ? [`${name}/${children[at]?.name ?? ""} is not known`] : []),
    ...(place < (places[at - 1] ?? 0) ? [`${name}/${children[at]?.name ?? ""} stands too late`] : []),
  ]);
  for (const { name: wanted, must = false, many = false, text, inner } of rules) {
    const found = children.filter((child) => child.name === wanted);
    if (must && found.length === 0) faults.push(`${name}/${wanted} is missing`);
    if (!many && found.length > 1) faults.push(`${name}/${wanted} stands ${found.length} times`);
    for (const child of found) {
      if (text !== undefined && !text.test(child.text)) faults.push(`${name}/${wanted} says ${JSON.stringify(child.text)}`);
      if (inner !== undefined) faults.push(...faultsIn(child, inner));
    }
  }
  return faults;
}

const textOf = (element: XmlElement, name: string): string | undefined => element.children.find((child) => child.name === name)?.text;

/** The name of this message in later ones (3.2.1 references). */
export function referenceTo(xml: string): string {
  const root = readXml(xml);
  return root === null ? "" : ["sender", "identifier", "sent"].map((name) => textOf(root, name) ?? "").join(",");
}

/** Faults of a CAP 1.2 document, in words; none if it is one. */
export function capFaults(xml: string): string[] {
  const root = readXml(xml);
  if (root === null) return ["is no XML"];
  const faults = faultsIn(root, ALERT);
  if (root.name !== "alert" || root.attributes["xmlns"] !== "urn:oasis:names:tc:emergency:cap:1.2") faults.push("is no alert of CAP 1.2");
  const [act, references] = [textOf(root, "msgType"), textOf(root, "references")];
  // 3.2.1: what takes the place of another message says of which.
  if ((act === "Update" || act === "Cancel") && references === undefined) faults.push(`${act} names no message that it replaces`);
  if (references?.split(" ").includes(referenceTo(xml)) === true) faults.push("names itself");
  return faults;
}

const isMoment = (text: string | undefined): boolean =>
  text !== undefined && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[-+]\d\d:\d\d)$/.test(text);
const isUri = (text: string | undefined): boolean => text !== undefined && /^[a-z][a-z0-9+.-]*:\S+$/.test(text);

/** Faults of what a feed and an entry both must have, once each (RFC 4287, 4.1.1 and 4.1.2). */
function faultsOfPart(part: XmlElement): string[] {
  const once = ["id", "title", "updated"].filter((name) => part.children.filter((child) => child.name === name).length !== 1);
  return [
    ...once.map((name) => `${part.name}/${name} does not stand once`),
    ...(isUri(textOf(part, "id")) ? [] : [`${part.name}/id is no address`]),
    ...(isMoment(textOf(part, "updated")) ? [] : [`${part.name}/updated is no moment`]),
  ];
}

/** Faults of an Atom feed; none if it is one. */
export function atomFaults(xml: string): string[] {
  const root = readXml(xml);
  if (root === null || root.name !== "feed" || root.attributes["xmlns"] !== "http://www.w3.org/2005/Atom") return ["is no feed of Atom"];
  const entries = root.children.filter(({ name }) => name === "entry");
  const hasAuthor = (part: XmlElement): boolean =>
    part.children.some(({ name, children }) => name === "author" && children.some((child) => child.name === "name" && child.text !== ""));
  const linksOf = (part: XmlElement, rel: string) =>
    part.children.filter(({ name, attributes }) => name === "link" && attributes["rel"] === rel);
  const ids = entries.map((entry) => textOf(entry, "id"));
  return [
    ...[root, ...entries].flatMap(faultsOfPart),
    ...(hasAuthor(root) || entries.every(hasAuthor) ? [] : ["nobody is its author"]),
    ...(linksOf(root, "self").length === 1 ? [] : ["does not say where it is itself"]),
    ...(new Set(ids).size === ids.length ? [] : ["two entries have one id"]),
    // 4.1.2: an entry without content has an alternate.
    ...entries.filter((entry) => linksOf(entry, "alternate").length !== 1).map(() => "an entry does not lead to its document"),
  ];
}

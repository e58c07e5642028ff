import { isCode, isGenerated, isTest, lineAt, type TextFile } from "../../project/files.ts";
import { isNode, isOf, nameOf, parse, stringOf, templateParts, walk, type Node } from "../../project/syntax.ts";
import type { Finding } from "../check.ts";
import { checkOfFiles } from "../each-file.ts";

/** The program and its pages; tests, tools and the simulator are not the product. */
const isProduct = (path: string): boolean =>
  /^(server|domain|contract|console|patrol|citizen|ui)\//u.test(path) &&
  isCode(path) &&
  !isTest(path) &&
  !isGenerated(path) &&
  !path.includes("/testing/");

/** Chance that spreads waits, so that many do not come back in one instant; nothing there is secret. */
const SPREADS_WAITS = new Set([
  "server/src/platform/database/transaction.ts",
  "server/src/media/ingest/stream-ingest.ts",
  "console/src/players/player.ts",
  "console/src/live/room-link.ts",
  "patrol/src/app/shift.ts",
  "patrol/src/live/link.ts",
  "citizen/src/app/citizen.ts",
]);

const CIPHERS = new Set(["aes-256-gcm", "aes-256-ctr"]);

/** Files that may use another hash than SHA-256, since a device or a standard dictates it. */
const OTHER_HASHES: Readonly<Record<string, string>> = {
  "server/src/media/rtsp/auth.ts": "Digest of RTSP (RFC 7616) takes MD5 where a camera offers nothing better",
  "server/src/telephony/media/saved.ts": "the edge names a saved call by the MD5 of its id",
  "server/src/telephony/credentials.ts": "auth_ephemeral of the edge knows HMAC-SHA-1",
  "server/src/identity/passwords/breached.ts":
    "public lists of breached passwords are filed by SHA-1; it is a key of a search there and protects nothing",
  "server/src/identity/factors/totp.ts": "authenticator apps know HMAC-SHA-1 (RFC 6238)",
};

type Place = { readonly node: Node; readonly parent: Node | null; readonly part: string; readonly path: string; readonly text: string };
type Wrong = { readonly message: string; readonly cure: string };
type Rule = (place: Place) => Wrong | null;

/** The last name of the callee: `b` of `a.b()`, `b` of `b()`. */
const calledName = (callee: unknown): string | null => nameOf(isOf(callee, "MemberExpression") ? callee["property"] : callee);

const firstOf = (node: Node): unknown => (Array.isArray(node["arguments"]) ? node["arguments"][0] : undefined);

const isCall = (node: Node): boolean => node.type === "CallExpression" || node.type === "NewExpression";

const RUNS_TEXT = { message: "runs text as code", cure: "call a function: no text of a person may become code" };

const runsText: Rule = ({ node }) => {
  if (isOf(node, "ImportDeclaration") && /^(node:)?vm$/u.test(stringOf(node["source"]) ?? "")) return RUNS_TEXT;
  if (!isCall(node)) return null;
  const name = calledName(node["callee"]);
  if (name === "eval" || name === "Function") return RUNS_TEXT;
  return (name === "setTimeout" || name === "setInterval") && stringOf(firstOf(node)) !== null ? RUNS_TEXT : null;
};

const AS_MARKUP = { message: "writes text as markup", cure: "render it as text" };
/** Draws shapes that are constants of the app. */
const OWN_MARKUP = "citizen/src/icons/icon.tsx";
const MARKUP_NAMES = new Set(["innerHTML", "outerHTML", "insertAdjacentHTML", "dangerouslySetInnerHTML", "srcdoc", "srcDoc"]);

const writesMarkup: Rule = ({ node, parent, part, path }) => {
  const name = nameOf(node);
  if (name === null || !MARKUP_NAMES.has(name) || path === OWN_MARKUP) return null;
  return part === "property" || part === "key" || isOf(parent, "JSXAttribute") ? AS_MARKUP : null;
};

const shells: Rule = ({ node, parent, part, text }) => {
  if (!text.includes("child_process")) return null;
  const cure = "spawn the program with a list of arguments";
  const isProcesses = isOf(parent, "ImportDeclaration") && /^(node:)?child_process$/u.test(stringOf(parent["source"]) ?? "");
  if (isProcesses && (!isOf(node, "ImportSpecifier") ? part === "specifiers" : /^exec(Sync)?$/u.test(nameOf(node["imported"]) ?? "")))
    return { message: "runs a command line", cure };
  return isOf(node, "Property") && nameOf(node["key"]) === "shell" ? { message: "runs a program by a shell", cure } : null;
};

const chance: Rule = ({ node, path }) =>
  isOf(node, "MemberExpression") && nameOf(node["object"]) === "Math" && nameOf(node["property"]) === "random" && !SPREADS_WAITS.has(path)
    ? { message: "takes chance that can be guessed", cure: "take it from node:crypto or crypto.getRandomValues" }
    : null;

const cryptography: Rule = ({ node, path }) => {
  if (!isCall(node)) return null;
  const [name, algorithm] = [calledName(node["callee"]), stringOf(firstOf(node))];
  if (name === "createCipheriv" || name === "createDecipheriv")
    return algorithm !== null && CIPHERS.has(algorithm)
      ? null
      : {
          message: `encrypts by ${algorithm ?? "an algorithm that is not named here"}`,
          cure: "take AES-256 in GCM; CTR where a hash is checked besides",
        };
  if (name !== "createHash" && name !== "createHmac") return null;
  return algorithm === "sha256" || path in OTHER_HASHES
    ? null
    : { message: `hashes by ${algorithm ?? "an algorithm that is not named here"}`, cure: "take SHA-256" };
};

const LAX = new Set(["rejectUnauthorized", "checkServerIdentity", "insecureHTTPParser", "secureProtocol"]);

const lax: Rule = ({ node }) => {
  if (isOf(node, "Property") && LAX.has(nameOf(node["key"]) ?? ""))
    return { message: `sets ${nameOf(node["key"])}`, cure: "leave what Node checks as it is" };
  return stringOf(node) === "NODE_TLS_REJECT_UNAUTHORIZED"
    ? { message: "switches the check of certificates off", cure: "give Node the authority (NODE_EXTRA_CA_CERTS)" }
    : null;
};

/** The attributes of a JSX element by name: its text, or null where it is computed. */
function attributesOf(node: Node): ReadonlyMap<string, string | null> {
  const all = Array.isArray(node["attributes"]) ? node["attributes"].filter(isNode) : [];
  return new Map(
    all.flatMap((each) => (isOf(each, "JSXAttribute") ? [[nameOf(each["name"]) ?? "", stringOf(each["value"])] as const] : [])),
  );
}

const STOPS_HANDS = ["onPaste", "onCopy", "onDrop", "onBeforeInput", "readOnly"];

/** A password is hidden while it is typed, can be pasted, and is known to password managers. */
const passwordFields: Rule = ({ node }) => {
  if (!isOf(node, "JSXOpeningElement")) return null;
  const attributes = attributesOf(node);
  const autoComplete = attributes.get("autoComplete") ?? "";
  const isPassword = attributes.get("type") === "password" || attributes.get("name") === "password" || autoComplete.endsWith("-password");
  if (nameOf(node["name"]) !== "PasswordInput" && !isPassword) return null;
  const cure = "use PasswordInput, or type=password with current-password or new-password";
  if (STOPS_HANDS.some((name) => attributes.has(name))) return { message: "stops a password from being pasted", cure };
  if (!/^(current|new)-password$/u.test(autoComplete)) return { message: "is a password without its name for password managers", cure };
  return nameOf(node["name"]) === "input" && attributes.get("type") !== "password"
    ? { message: "is a password that can be read", cure }
    : null;
};

const SCHEMES = /^(#|\/(?!\/)|tel:|sms:|\?|$)/u;

/** Functions that make an address whose scheme is theirs. */
const MAKE_ADDRESSES = new Set(["address", "smsTo"]);

/** True if an address begins by letters of ours, whatever its other parts are. */
function isFixed(value: unknown): boolean {
  const text = stringOf(value);
  if (text !== null) return SCHEMES.test(text) && (text !== "" || isOf(value, "Literal"));
  if (isOf(value, "ConditionalExpression")) return isFixed(value["consequent"]) && isFixed(value["alternate"]);
  if (isOf(value, "CallExpression")) return MAKE_ADDRESSES.has(calledName(value["callee"]) ?? "");
  if (isOf(value, "MemberExpression")) return nameOf(value["object"]) === "location" && nameOf(value["property"]) === "pathname";
  const [head = ""] = templateParts(value);
  return head !== "" && SCHEMES.test(head);
}

/** A link leads inside the room or to a telephone: a scheme that somebody else chose could run a script. */
const links: Rule = ({ node }) => {
  if (!isOf(node, "JSXAttribute") || !["href", "action", "formAction"].includes(nameOf(node["name"]) ?? "")) return null;
  // A form's action that is a function sends nothing by itself.
  const isFunction = nameOf(node["name"]) !== "href" && isOf(node["value"], "JSXExpressionContainer");
  const value = isOf(node["value"], "JSXExpressionContainer") ? node["value"]["expression"] : node["value"];
  if (isFunction || isFixed(value)) return null;
  return { message: "links to an address whose scheme is not fixed", cure: "begin it with #, /, tel: or sms:" };
};

const RULES: readonly Rule[] = [runsText, writesMarkup, shells, chance, cryptography, lax, passwordFields, links];

function findingsOf({ path, text }: TextFile): Finding[] {
  const findings: Finding[] = [];
  walk(parse(path, text), (node, parent, part) => {
    for (const rule of RULES) {
      const wrong = rule({ node, parent, part, path, text });
      if (wrong !== null) findings.push({ file: path, line: lineAt(text, node.start), ...wrong });
    }
  });
  return findings;
}

/**
 * The product runs no text as code or as a command line, and writes none as markup. It takes its randomness and its algorithms from a short
 * list. It leaves the checks of TLS and HTTP on, hides passwords and lets them be pasted. `docs/security.md` names this check.
 */
export const unsafeCalls = checkOfFiles("unsafe calls", isProduct, findingsOf);

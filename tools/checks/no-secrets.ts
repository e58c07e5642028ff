import { isTest, lineAt, readFiles, type TextFile } from "../project/files.ts";
import { readAllowed } from "./allowed.ts";
import type { Check, Finding } from "./check.ts";

const TEXT =
  /\.(ts|tsx|mjs|cjs|js|json|ya?ml|toml|ini|conf|service|sql|sh|pem|key|md|html|env)$|(^|\/)(\.env[^/]*|Dockerfile|run|\.npmrc)$/u;
const LOCK = "package-lock.json";

type Shape = { readonly says: string; readonly shape: RegExp; readonly inTests: boolean };

/** `secret` in a shape is the part that may stand on the list of known ones. */
const SHAPES: readonly Shape[] = [
  { says: "holds a private key", shape: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s*(?<secret>[A-Za-z0-9+/=]{20,})/gu, inTests: true },
  { says: "holds an access key", shape: /\b(?<secret>AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|npm_[A-Za-z0-9]{36})\b/gu, inTests: true },
  {
    says: "holds a password in an address",
    shape: /\b(?:rtsps?|https?|postgres(?:ql)?|sips?):\/\/[^\s:/@"'`$<>{}]+:(?<secret>[^\s@/"'`$<>{}]+)@/gu,
    inTests: false,
  },
  {
    says: "holds a password",
    shape: /\b\w*(?:password|passwd|passphrase|secret|apikey|api_key)["']?\s*[:=]\s*["'`](?<secret>[^"'`\s${}]{6,})["'`]/giu,
    inTests: false,
  },
];

/** Value of a password-like key that is a name and no secret: types of inputs, keys of strings, words of a form. */
const isName = (value: string): boolean => /^(?:[a-z]+(?:[-_.][a-z]+)*|[A-Z_]+|\.{3}|[*•]+)$/u.test(value);

function scan({ path, text }: TextFile, known: ReadonlySet<string>): Finding[] {
  return SHAPES.filter(({ inTests }) => inTests || !isTest(path)).flatMap(({ says, shape }) =>
    [...text.matchAll(shape)]
      .filter((found) => {
        const secret = found.groups?.["secret"] ?? "";
        return !known.has(secret) && !isName(secret);
      })
      .map((found) => ({
        file: path,
        line: lineAt(text, found.index),
        message: says,
        cure: "make it at the first start or read it from the configuration; if it was real, change it now",
      })),
  );
}

/** No private key, access key or password is checked in. */
export const noSecrets: Check = {
  name: "no secrets",
  run: async (root) => {
    const { knownSecrets } = await readAllowed(root);
    const files = await readFiles(root, (path) => TEXT.test(path) && path !== LOCK && !/\/locales\//u.test(path));
    return files.flatMap((file) => scan(file, knownSecrets));
  },
};

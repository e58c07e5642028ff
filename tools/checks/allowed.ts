import { join } from "node:path";
import { listAt, readJson, textAt } from "../project/json.ts";

/** Exceptions that a reviewer agreed to, kept in `tools/checks/allowed.json`. */
export type Allowed = {
  /** Arabic values without an Arabic letter, such as names of formats. */
  readonly arabicValues: ReadonlySet<string>;
  /** Begins of string keys that code puts together from parts which no check can see. */
  readonly keyBegins: readonly string[];
  /** Words that stand in a screen's code because they are the same in every language. */
  readonly words: ReadonlySet<string>;
  /** Places in style sheets where left and right are meant: the video timeline and the map run one way in every language. */
  readonly physicalCss: readonly { readonly file: string; readonly selector: string }[];
  /** Words that look like a secret and are none: credentials of the demonstration town. */
  readonly knownSecrets: ReadonlySet<string>;
};

const texts = (file: unknown, name: string): string[] => listAt(file, name).map(String);

export async function readAllowed(root: string): Promise<Allowed> {
  const file = await readJson(join(root, "tools", "checks", "allowed.json"));
  return {
    arabicValues: new Set(texts(file, "arabicValues")),
    keyBegins: texts(file, "keyBegins"),
    words: new Set(texts(file, "words")),
    physicalCss: listAt(file, "physicalCss").map((each) => ({ file: textAt(each, "file"), selector: textAt(each, "selector") })),
    knownSecrets: new Set(texts(file, "knownSecrets")),
  };
}

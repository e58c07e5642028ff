import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { undescribed } from "../../generators/partner/schemas.ts";
import { at, listAt, numberAt, textAt } from "../../project/json.ts";
import { runTool } from "../../project/run-tool.ts";
import { whereOf, type Check, type Finding } from "../check.ts";

const DOCUMENTS = ["docs/partner-openapi.json", "docs/partner-asyncapi.json"];
/** The linter asks nobody on the net, neither for a newer version of itself nor to say that it ran. */
const ALONE = { REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };

/** One document at a time: of several the linter writes one report after the other. */
async function lintOf(root: string, file: string): Promise<Finding[]> {
  const ran = await runTool("redocly", ["lint", file, "--extends=recommended", "--format=json"], root, ALONE);
  const begin = ran.stdout.indexOf("{");
  if (begin < 0) throw new Error(`redocly ended with ${ran.code}\n${ran.stdout}${ran.stderr}`);
  const report: unknown = JSON.parse(ran.stdout.slice(begin));
  return listAt(report, "problems").map((each) => ({
    ...whereOf(
      textAt(each, "location", "0", "source", "ref").replace(`${root}/`, ""),
      numberAt(at(each, "location", "0"), "start", "line"),
    ),
    message: `${textAt(each, "location", "0", "pointer")}: ${textAt(each, "message")} ${textAt(each, "ruleId")}`,
    cure: "mend the shape or the generator, then npm run generate",
  }));
}

/** Documents of the API for outsiders: Redocly's linter finds nothing in them, and every property has a description. */
export const partnerDocuments: Check = {
  name: "partner documents",
  run: async (root) => {
    const read = await Promise.all(
      DOCUMENTS.map(async (file) => ({ file, text: await readFile(join(root, file), "utf8").catch(() => null) })),
    );
    const found = read.flatMap(({ file, text }) => (text === null ? [] : [{ file, text }]));
    const linted: Finding[] = [];
    for (const { file } of found) linted.push(...(await lintOf(root, file)));
    return [
      ...linted,
      ...found.flatMap(({ file, text }) =>
        undescribed(JSON.parse(text)).map((place) => ({
          file,
          message: `${place} says nothing of itself`,
          cure: "describe it in the contract",
        })),
      ),
    ];
  },
};

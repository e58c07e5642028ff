import { entriesOf, listAt, numberAt, textAt } from "../../project/json.ts";
import { runTool } from "../../project/run-tool.ts";
import { whereOf, type Check } from "../check.ts";

const SAYS: Readonly<Record<string, { readonly message: string; readonly cure: string }>> = {
  files: { message: "is used by nothing", cure: "use the file, or remove it; an entry is named in knip.json" },
  dependencies: { message: "is a dependency that nothing uses", cure: "remove it from package.json" },
  devDependencies: { message: "is a dependency that nothing uses", cure: "remove it from package.json" },
  unlisted: { message: "is imported and stands in no package.json", cure: "add it to the workspace's package.json" },
  unresolved: { message: "leads nowhere", cure: "correct the import" },
  exports: { message: "is exported and used nowhere else", cure: "remove it, or take the word export away" },
  types: { message: "is exported and used nowhere else", cure: "remove it, or take the word export away" },
};

const OTHER = { message: "is reported by knip", cure: "npx knip shows more" };

/** Nothing is kept that nothing uses: files, exports, dependencies. */
export const deadCode: Check = {
  name: "dead code",
  run: async (root) => {
    const ran = await runTool("knip", ["--reporter", "json", "--no-progress", "--no-config-hints"], root);
    if (!ran.stdout.startsWith("{")) throw new Error(`knip ended with ${ran.code}\n${ran.stdout}${ran.stderr}`);
    const report: unknown = JSON.parse(ran.stdout);
    return listAt(report, "issues").flatMap((issue) =>
      entriesOf(issue).flatMap(([kind]) =>
        listAt(issue, kind).map((each) => {
          const { message, cure } = SAYS[kind] ?? OTHER;
          const name = textAt(each, "name") || kind;
          return { ...whereOf(textAt(issue, "file"), numberAt(each, "line")), message: `${name} ${message}`, cure };
        }),
      ),
    );
  },
};

// Who may import whom. Everything that is not written here is an error; `npm run check -- imports` reports it.
// A new folder is added to tools/project/imports.json, after the folders that it stands on.

const visitors = require("@swc/core/Visitor.js");

// The visitor that dependency-cruiser reads the swc tree with (@swc/core 1.16) throws at `using`; its declarations are visited
// like those of `const`.
const visitor = visitors.Visitor.prototype;
const visitStatement = Reflect.get(visitor, "visitStatement");
visitor.visitStatement = function (statement) {
  if (statement.type !== "UsingDeclaration") return visitStatement.call(this, statement);
  statement.decls = this.visitVariableDeclarators(statement.decls);
  return statement;
};

/**
 * Folders of each workspace in order. Each may open the doors (`index.ts`) of those that it names and of the `open` ones that stand before it.
 * ARCHITECTURE.md's table is generated from the same file.
 */
const TABLE = require("./tools/project/imports.json");
const foldersOf = ({ open, folders }) => {
  const names = Object.keys(folders);
  return Object.fromEntries(
    Object.entries(folders).map(([folder, named]) => {
      const before = names.slice(0, names.indexOf(folder));
      const above = named.find((each) => !before.includes(each));
      if (above !== undefined) throw new Error(`tools/project/imports.json: ${folder} opens ${above}, which does not stand before it`);
      return [folder, [...before.filter((each) => open.includes(each)), ...named]];
    }),
  );
};
const DOMAIN = foldersOf(TABLE.domain);
const SERVER = foldersOf(TABLE.server);
const CONSOLE = foldersOf(TABLE.console);

const PACKAGE = "^node_modules/";
const TEST = "\\.test\\.tsx?$";
/** Parts that only tests use: factories, fakes, databases of their own, the whole room on a free port. */
const TESTING = "^(server/src/(platform/|media/|telephony/|calls/)?|(domain|contract|console/src)/.*/)testing/";
/** Doors to factories of the domain and the contract, for the tests of all workspaces. */
const SHARED_TESTING = "^(domain|contract)/[^/]+/testing/index\\.ts$";
/** Foundations of the tests of the server: a whole room, and the town outside it. */
const SERVER_TESTS = [TESTING, "^simulator/src/index\\.ts$"];
const TEST_PACKAGES = "^node_modules/(vitest|fast-check)/";
const any = (names) => `(${names.join("|")})`;

/**
 * Files under `from` import nothing but `to`; Node's own modules where `node` is true. Tests add vitest, fast-check and Node's modules,
 * the last not in `pure` folders.
 */
const only = (name, comment, from, to, { node = false, pure = false, except = [], tests = [] } = {}) => [
  {
    name,
    comment,
    severity: "error",
    from: { path: from, pathNot: [TEST, ...except] },
    to: { pathNot: to, ...(node ? { dependencyTypesNot: ["core"] } : {}) },
  },
  {
    name: `${name}-tests`,
    comment: `${comment} Tests add vitest, fast-check${pure ? "" : " and node:*"}.`,
    severity: "error",
    from: { path: `${from}.*${TEST}` },
    to: { pathNot: [...to, TEST_PACKAGES, SHARED_TESTING, ...tests], ...(pure ? {} : { dependencyTypesNot: ["core"] }) },
  },
];

const never = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

const domainRules = Object.entries(DOMAIN).flatMap(([feature, below]) =>
  only(
    `domain-${feature}`,
    `domain/${feature} imports ${below.join(", ") || "nothing"}: no package, no node:*, no feature above it.`,
    `^domain/${feature}/`,
    [`^domain/${feature}/`, ...below.map((each) => `^domain/${each}/index\\.ts$`)],
    { pure: true },
  ),
);

const SHARED = ["^domain/[^/]+/index\\.ts$", "^contract/[^/]+/index\\.ts$"];
const PLATFORM = "^server/src/platform/";

const serverRules = Object.entries(SERVER).flatMap(([feature, doors]) =>
  only(
    `server-${feature}`,
    `server/src/${feature} imports domain, contract, platform, packages and the doors of ${doors.join(", ") || "no other feature"}.`,
    `^server/src/${feature}/`,
    [`^server/src/${feature}/`, ...SHARED, PLATFORM, PACKAGE, ...doors.map((each) => `^server/src/${each}/index\\.ts$`)],
    { node: true, except: [TESTING], tests: SERVER_TESTS },
  ),
);

const UI_DOORS = ["^ui/src/[^/]+/index\\.ts$", "^ui/src/styles\\.css$"];

/** A style sheet at the root of a folder is part of its door: what it styles imports it. */
const consoleRules = Object.entries(CONSOLE).flatMap(([folder, doors]) =>
  only(
    `console-${folder}`,
    `console/src/${folder} imports contract, domain, ui, packages and the doors of ${doors.join(", ") || "no other folder"}.`,
    `^console/src/${folder}/`,
    [`^console/src/${folder}/`, ...SHARED, ...UI_DOORS, PACKAGE, ...doors.map((each) => `^console/src/${each}/(index\\.ts|[^/]+\\.css)$`)],
    { except: [TESTING], tests: ["^console/src/"] },
  ),
);

const VITE_CONFIG = "/vite\\.config\\.ts$";

const pages = ["console", "citizen", "patrol"].flatMap((page) =>
  only(
    page,
    `${page} imports contract, domain, ui and packages; never the server, never another page.`,
    `^${page}/`,
    [`^${page}/`, ...SHARED, ...UI_DOORS, PACKAGE],
    { except: [VITE_CONFIG] },
  ),
);

const KYSELY = "^node_modules/kysely/";

const places = [
  never(
    "tables",
    "Only *-store.ts and *-queries.ts see tables (*-tables.ts holds their types): a change of the schema has one place per feature.",
    { path: "^server/src/", pathNot: [PLATFORM, TESTING, TEST, "-(store|queries|tables)\\.ts$"] },
    { path: [KYSELY, "^node_modules/(@types/)?pg/"] },
  ),
  never(
    "fastify",
    "Only *-routes.ts and platform/http see Fastify: a use case knows no transport.",
    { path: "^server/src/", pathNot: [`${PLATFORM}http/`, TESTING, TEST, "-routes\\.ts$"] },
    { path: "^node_modules/(fastify|@fastify|fastify-[^/]+)/" },
  ),
  never(
    "server-doors",
    "A feature is entered by its index.ts.",
    { path: "^server/src/", pathNot: [`^server/src/${any(Object.keys(SERVER))}/`, TESTING] },
    {
      path: `^server/src/${any(Object.keys(SERVER))}/`,
      pathNot: "^server/src/[^/]+/index\\.ts$",
    },
  ),
  never(
    "server-inward",
    "The server imports no page, no simulator, no tool.",
    { path: "^server/", pathNot: TESTING },
    { path: "^(ui|console|citizen|patrol|simulator|e2e|bench|tools)/" },
  ),
  never(
    "main-is-the-top",
    "Nobody imports an entry, but main.ts the room that it starts with its code compiled.",
    { pathNot: [TEST, TESTING, "^server/src/main\\.ts$"] },
    { path: ["^(server|simulator)/src/main\\.ts$", "-main\\.ts$"] },
  ),
  never("tests-are-leaves", "Nobody imports a test.", {}, { path: TEST }),
  never(
    "testing-is-for-tests",
    "Factories and fakes are imported by tests, journeys, benchmarks and the check of statements only.",
    { pathNot: [TEST, TESTING, "^(e2e|bench|tools/statements)/"] },
    { path: TESTING },
  ),
];

const doors = [
  never(
    "console-doors",
    "A folder of the console is entered by its index.ts.",
    { path: "^console/src/[^/]+$", pathNot: TEST },
    { path: "^console/src/[^/]+/", pathNot: "^console/src/[^/]+/index\\.ts$" },
  ),
];

const styles = [
  never(
    "doors-without-styles",
    "A door only passes on: built, it is left out with what it imports. A style sheet is imported by what it styles.",
    { path: "^(console|ui)/src/.*index\\.ts$" },
    { path: "\\.css$" },
  ),
];

const unknown = [
  never(
    "unknown-domain-feature",
    "Add the feature to tools/project/imports.json, with what it may import.",
    { path: "^domain/[^/]+/", pathNot: `^domain/${any(Object.keys(DOMAIN))}/` },
    {},
  ),
  never(
    "unknown-server-feature",
    "Add the feature to tools/project/imports.json, with the doors that it may open.",
    { path: "^server/src/[^/]+/", pathNot: `^server/src/${any([...Object.keys(SERVER), "platform", "roles", "testing"])}/` },
    {},
  ),
  never(
    "unknown-console-folder",
    "Add the folder to tools/project/imports.json, with the doors that it may open.",
    { path: "^console/src/[^/]+/", pathNot: `^console/src/${any(Object.keys(CONSOLE))}/` },
    {},
  ),
];

const forbidden = [
  ...domainRules,
  ...only("contract", "contract imports domain and zod.", "^contract/", ["^contract/", SHARED[0], "^node_modules/zod/"], { pure: true }),
  ...only(
    "ui",
    "ui imports React's family, i18next, lucide, its fonts and itself.",
    "^ui/",
    ["^ui/", "^node_modules/(@types/)?(react|react-dom|react-i18next|i18next|lucide-react)/", "^node_modules/@fontsource/"],
    { except: [VITE_CONFIG] },
  ),
  ...pages,
  ...consoleRules,
  ...only(
    "platform",
    "server/src/platform knows no feature: packages, domain and contract only.",
    PLATFORM,
    [PLATFORM, ...SHARED, PACKAGE],
    { node: true, tests: SERVER_TESTS },
  ),
  ...serverRules,
  ...only(
    "simulator",
    "The simulator speaks to the room from outside: it imports nothing of the server, and nothing that draws its clips.",
    "^simulator/src/",
    ["^simulator/src/", ...SHARED, PACKAGE],
    { node: true },
  ),
  ...only("simulator-render", "The drawing of the clips imports the simulator.", "^simulator/render/", ["^simulator/"], { node: true }),
  ...only("e2e", "Journeys see the built system from outside.", "^e2e/", ["^e2e/", ...SHARED, "^simulator/src/index\\.ts$", PACKAGE], {
    node: true,
  }),
  ...only(
    "bench",
    "Benchmarks measure the server and the simulator, and count alarms by the console's own rules.",
    "^bench/",
    ["^bench/", ...SHARED, "^(server|simulator)/src/", "^console/src/(alarms/telling|shell/alarms/(alarms|memory))\\.ts$", PACKAGE],
    { node: true },
  ),
  ...only(
    "tools",
    "Tools read the server's tables of routes and settings; nothing imports them.",
    "^tools/",
    ["^tools/", ...SHARED, "^server/src/", PACKAGE],
    { node: true },
  ),
  ...places,
  ...doors,
  ...styles,
  ...unknown,
  never("no-cycle", "Two files that need each other are one file, or three.", {}, { circular: true }),
  never("resolvable", "The import leads nowhere.", { pathNot: "^node_modules/" }, { couldNotResolve: true }),
];

module.exports = {
  forbidden,
  options: {
    parser: "swc",
    tsPreCompilationDeps: true,
    doNotFollow: { path: "(^|/)node_modules/" },
    exclude: { path: "^([^/]+/dist|\\.build|\\.data)/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "types", "node", "default"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json", ".css", ".d.ts"],
    },
  },
};

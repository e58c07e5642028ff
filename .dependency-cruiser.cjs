// Who may import whom. Everything that is not written here is an error; `npm run check -- imports` reports it.
// A new feature is added to DOMAIN or SERVER below, after the features that it stands on.

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

/** Pure rules: each feature with those that it may import. `kernel`, `calendar` and `search` stand below all. */
const BASE = ["kernel", "calendar", "search"];
const DOMAIN = {
  kernel: [],
  calendar: ["kernel"],
  search: ["kernel"],
  approvals: BASE,
  identity: BASE,
  cameras: [...BASE, "identity"],
  recordings: [...BASE, "identity", "cameras"],
  evidence: [...BASE, "identity", "cameras", "recordings"],
  interventions: [...BASE, "identity"],
  calls: [...BASE, "identity", "interventions"],
  reports: [...BASE, "identity", "interventions", "calls"],
  dispatch: [...BASE, "identity", "calls", "reports", "interventions"],
  plans: [...BASE, "identity", "interventions", "dispatch"],
  shifts: [...BASE, "identity", "interventions", "dispatch"],
  statistics: [...BASE, "calls", "reports", "interventions"],
  audit: BASE,
  partners: [...BASE, "identity", "interventions"],
  bolos: [...BASE, "interventions"],
  alerts: BASE,
  places: [...BASE, "identity", "interventions"],
};

/** Server features, each with the doors (`index.ts`) of others that it may open. The list is in order: nobody imports downwards. */
const EVERY = ["audit", "approvals", "identity"];
const SERVER = {
  audit: [],
  approvals: ["audit"],
  identity: ["audit", "approvals"],
  media: [],
  telephony: [],
  cameras: [...EVERY, "media"],
  recordings: [...EVERY, "media", "cameras"],
  evidence: [...EVERY, "media", "cameras", "recordings"],
  interventions: [...EVERY, "cameras", "recordings"],
  calls: [...EVERY, "telephony", "interventions"],
  reports: [...EVERY, "interventions"],
  plans: [...EVERY, "interventions"],
  dispatch: [...EVERY, "calls", "reports", "interventions"],
  shifts: [...EVERY, "interventions", "calls", "dispatch"],
  partners: [...EVERY, "interventions"],
  bolos: [...EVERY, "interventions"],
  alerts: [...EVERY, "bolos"],
  places: [...EVERY, "interventions"],
  statistics: [...EVERY, "calls", "reports", "interventions", "dispatch"],
  room: EVERY,
};

/** Ports: the composition root alone sees what stands behind their doors. */
const PORTS = ["media", "telephony"];

const PACKAGE = "^node_modules/";
const TEST = "\\.test\\.tsx?$";
/** What only tests use: fakes, databases of their own, the whole room on a free port. */
const TESTING = "^server/src/(platform/|media/|telephony/|calls/)?testing/";
/** What tests of the server stand on: a whole room, and the town outside it. */
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
    to: { pathNot: [...to, TEST_PACKAGES, ...tests], ...(pure ? {} : { dependencyTypesNot: ["core"] }) },
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

const VITE_CONFIG = "/vite\\.config\\.ts$";

const pages = ["console", "citizen", "patrol"].flatMap((page) =>
  only(
    page,
    `${page} imports contract, domain, ui and packages; never the server, never another page.`,
    `^${page}/`,
    [`^${page}/`, ...SHARED, "^ui/src/[^/]+/index\\.ts$", "^ui/src/styles\\.css$", PACKAGE],
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
    { path: "^server/src/", pathNot: [`^server/src/${any(Object.keys(SERVER))}/`, TESTING, "^server/src/app\\.ts$"] },
    {
      path: `^server/src/${any(Object.keys(SERVER))}/`,
      pathNot: "^server/src/[^/]+/index\\.ts$",
    },
  ),
  never(
    "app-sees-adapters",
    "app.ts sees what stands behind a port; other features it enters by their index.ts.",
    { path: "^server/src/app\\.ts$" },
    {
      path: `^server/src/${any(Object.keys(SERVER).filter((each) => !PORTS.includes(each)))}/`,
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
    "What is made for tests is imported by tests, journeys, benchmarks and the check of statements only.",
    { pathNot: [TEST, TESTING, "^(e2e|bench|tools/statements)/"] },
    { path: TESTING },
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
    "Add the feature to DOMAIN in .dependency-cruiser.cjs, with what it may import.",
    { path: "^domain/[^/]+/", pathNot: `^domain/${any(Object.keys(DOMAIN))}/` },
    {},
  ),
  never(
    "unknown-server-feature",
    "Add the feature to SERVER in .dependency-cruiser.cjs, with the doors that it may open.",
    { path: "^server/src/[^/]+/", pathNot: `^server/src/${any([...Object.keys(SERVER), "platform", "roles", "testing"])}/` },
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
    "The simulator speaks to the room from outside: it imports nothing of the server.",
    "^simulator/",
    ["^simulator/", ...SHARED, PACKAGE],
    { node: true },
  ),
  ...only("e2e", "Journeys see the built system from outside.", "^e2e/", ["^e2e/", ...SHARED, "^simulator/src/index\\.ts$", PACKAGE], {
    node: true,
  }),
  ...only(
    "bench",
    "Benchmarks measure the server and the simulator.",
    "^bench/",
    ["^bench/", ...SHARED, "^(server|simulator)/src/", PACKAGE],
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

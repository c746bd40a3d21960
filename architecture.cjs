/**
 * Who may use whom (docs/ARCHITECTURE.md). Read by dependency-cruiser: `npm run boundaries`.
 * A feature is a folder of src/ other than platform and islands.
 */
const MAY_USE = {
  accounts: [],
  territory: ["accounts"],
  directory: ["accounts", "territory"],
  search: ["accounts", "directory", "territory"],
  verification: ["accounts", "directory", "territory"],
  rollout: ["accounts", "directory", "territory"],
  contacts: ["accounts", "directory", "search", "territory"],
  chat: ["accounts", "contacts"],
  telephony: ["accounts", "contacts"],
  analysis: ["accounts"],
  site: ["directory", "search", "territory"],
  widget: ["directory", "search", "territory"],
  console: ["accounts", "search", "territory"],
};

const features = Object.keys(MAY_USE);

/** The staff application, which runs in browsers: the shell, the parts that screens are made from, and each feature's screens. */
const SHELL = "^src/console/(app/|screens\\.ts$)";
const PARTS = "^src/console/(ui/|screen\\.ts$)";
const SCREENS = "^src/[^/]+/console/";
const STAFF_APP = [SHELL, PARTS, SCREENS];
/** What browser code and the server share: words, shapes and pure writing rules. */
const SHARED = ["^src/platform/i18n/(lang|fold|format)\\.ts$", "^src/platform/html/icons?\\.tsx?$", "^src/platform/html/tokens(-dark)?\\.css$", "\\.contract\\.ts$", "\\.messages\\.ts$"];

/** One feature may reach only the features it is allowed. */
const allowed = features.map((feature) => ({
  name: `${feature}-may-use`,
  severity: "error",
  comment: `${feature} may use: platform, ${MAY_USE[feature].join(", ") || "nothing else"}`,
  from: { path: `^src/${feature}/`, pathNot: STAFF_APP },
  to: { path: `^src/(${features.filter((other) => other !== feature && !MAY_USE[feature].includes(other)).join("|")})/` },
}));

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", comment: "An import cycle: split the shared part out.", from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } } },
    { name: "platform-knows-no-feature", severity: "error", from: { path: "^src/platform/" }, to: { path: `^src/(${features.join("|")})/` } },
    { name: "enter-by-index", severity: "error", comment: "A feature is entered by its index.ts only.", from: { path: "^src/([^/]+)/", pathNot: STAFF_APP }, to: { path: `^src/(${features.join("|")})/`, pathNot: ["^src/$1/", "^src/[^/]+/index\\.ts$", "\\.contract\\.ts$", "\\.factory\\.ts$"] } },
    { name: "app-enters-by-index", severity: "error", from: { path: "^src/(app|main)\\.ts$" }, to: { path: `^src/(${features.join("|")})/`, pathNot: "^src/[^/]+/index\\.ts$" } },
    { name: "database-in-stores", severity: "error", comment: "kysely and pg appear only in *.store.ts and platform/db.", from: { path: "^src/", pathNot: ["\\.store\\.ts$", "^src/platform/db/", "\\.test\\.tsx?$"] }, to: { path: "node_modules/(kysely|pg)/", dependencyTypesNot: ["type-only"] } },
    { name: "pure-rules", severity: "error", comment: "X.ts of a feature is pure: no store, route, page, job or I/O.", from: { path: "^src/(" + features.join("|") + ")/\\1\\.ts$" }, to: { path: "\\.(store|routes|jobs)\\.tsx?$|^(node:)?(fs|net|http|child_process)" } },
    { name: "islands-alone", severity: "error", comment: "Browser code imports only contracts, messages and its own.", from: { path: "^src/(islands|widget/browser)/" }, to: { path: "^src/", pathNot: ["^src/islands/", "^src/widget/browser/", "^src/platform/i18n/lang\\.ts$", "\\.contract\\.ts$", "\\.messages\\.ts$"] } },
    { name: "staff-app-alone", severity: "error", comment: "The console in the browser imports only contracts, messages and its own: nothing of the server.", from: { path: STAFF_APP }, to: { path: "^src/", pathNot: [...STAFF_APP, ...SHARED] } },
    { name: "screens-from-parts", severity: "error", comment: "A feature's screens are made from the console's parts; the shell is not one.", from: { path: [SCREENS, PARTS] }, to: { path: SHELL, pathNot: "\\.messages\\.ts$" } },
    { name: "parts-know-no-screen", severity: "error", from: { path: PARTS }, to: { path: SCREENS } },
    { name: "server-without-staff-app", severity: "error", comment: "The server reaches the console through its index.ts; what runs in browsers is bundled, never imported.", from: { path: "^src/", pathNot: STAFF_APP }, to: { path: STAFF_APP, pathNot: "\\.messages\\.ts$" } },
    { name: "only-app-and-main-know-all", severity: "error", from: { path: "^src/", pathNot: "^src/main\\.ts$" }, to: { path: "^src/(app|main)\\.ts$" } },
    { name: "no-orphans", severity: "error", comment: "Nothing uses this file: delete it.", from: { orphan: true, path: "^src/", pathNot: ["\\.test\\.tsx?$"] }, to: {} },
    { name: "no-tests-in-product", severity: "error", from: { path: "^src/", pathNot: ["\\.test\\.tsx?$", "\\.factory\\.ts$"] }, to: { path: "^(tests|eval|bench)/|\\.factory\\.ts$|\\.test\\.tsx?$" } },
    // geojson is types only (@types/geojson): there is no package to resolve.
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true, pathNot: "^geojson$", dependencyTypesNot: ["type-only"] } },
    { name: "no-dev-packages", severity: "error", from: { path: "^src/", pathNot: ["\\.test\\.tsx?$", "\\.factory\\.ts$"] }, to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] } },
    ...allowed,
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: { extensions: [".ts", ".tsx", ".js", ".json"], exportsFields: ["exports"], conditionNames: ["import", "require", "node", "default", "types"] },
  },
};

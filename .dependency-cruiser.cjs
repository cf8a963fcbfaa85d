/** The arrows between the folders point one way; `npm run arch` holds them. */
const only = (from, allowed) => ({
  name: `${from}-imports-only-${allowed.join("-and-") || "itself"}`,
  severity: "error",
  from: { path: `^${from}/` },
  to: {
    path: "^(main\\.ts|core|modules|functions|userdata|cli|local|plan-policy|bench|__tests__|scripts)",
    pathNot: [`^${from}/`, ...allowed.map((folder) => `^${folder}/`)],
  },
});

module.exports = {
  forbidden: [
    only("core", []),
    only("functions", ["core"]),
    only("userdata", ["core"]),
    only("modules", ["core", "userdata", "functions"]),
    {
      name: "constructs-take-contract-and-policy-of-a-function-only",
      severity: "error",
      from: { path: "^modules/" },
      to: { path: "^functions/", pathNot: "^functions/[^/]+/(contract|policy)\\.ts$" },
    },
    only("modules/parts", ["core"]),
    only("modules/bootstrap", ["core", "modules/parts"]),
    only("modules/foundation", ["core", "modules/parts"]),
    only("modules/platform", ["core", "userdata", "functions", "modules/parts", "modules/foundation"]),
    only("modules/fleet", ["core", "modules/parts", "modules/foundation", "modules/platform"]),
    only("cli", ["core"]),
    only("plan-policy", []),
    {
      name: "one-lambda-does-not-import-another",
      severity: "error",
      from: { path: "^functions/([^/]+)/", pathNot: "^functions/shared/" },
      to: { path: "^functions/[^/]+/", pathNot: ["^functions/$1/", "^functions/shared/"] },
    },
    {
      name: "no-circular",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-circle-of-folders",
      comment: "imports of types count, too",
      severity: "error",
      scope: "folder",
      from: {},
      to: { circular: true },
    },
    {
      name: "core-is-pure",
      comment: "core decides; AWS, files and the clock come in as arguments",
      severity: "error",
      from: { path: "^core/" },
      to: { path: ["^(node:)?(fs|net|http|https|child_process|os)(/|$)", "@aws-sdk", "cdktf"] },
    },
    {
      name: "no-dev-dependency-in-shipped-code",
      severity: "error",
      // The command runs from a checkout, by tsx.
      from: { path: "^(core|modules|functions|userdata|cli|main\\.ts)", pathNot: "^cli/devvm\\.cjs$" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only", "npm"] },
    },
    { name: "not-resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};

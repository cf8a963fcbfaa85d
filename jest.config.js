/** @type {import("jest").Config["transform"]} */
const transform = {
  "^.+\\.[cm]?[jt]s$": [
    "@swc/jest",
    { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
  ],
};

// The AWS SDK warns on every client that a later version of it will want a later Node.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

const shared = { testEnvironment: "node", transform };

/** `unit` needs nothing but Node; `synth` synthesizes; `integration` needs Terraform, the emulator or a shell. */
module.exports = {
  testSequencer: "<rootDir>/scripts/longest-first-sequencer.cjs",
  // The whole-system tests wait for most of their time.
  maxWorkers: 3,
  reporters: ["default", "<rootDir>/scripts/summary-reporter.cjs"],
  projects: [
    {
      ...shared,
      displayName: "unit",
      testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
      testPathIgnorePatterns: ["\\.synth\\.test\\.ts$", "\\.int\\.test\\.ts$"],
    },
    { ...shared, displayName: "synth", testMatch: ["<rootDir>/__tests__/**/*.synth.test.ts"] },
    { ...shared, displayName: "integration", testMatch: ["<rootDir>/__tests__/**/*.int.test.ts"] },
  ],
};

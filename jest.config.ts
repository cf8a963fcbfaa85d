import type { Config } from "jest";

const transform: Config["transform"] = {
  "^.+\\.[cm]?[jt]s$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } }],
};

const shared = { testEnvironment: "node", transform };

/** `unit` needs nothing but Node; `synth` synthesizes; `integration` needs Terraform, the emulator or a shell. */
const config: Config = {
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

export default config;

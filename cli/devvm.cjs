#!/usr/bin/env node
// The command is written in TypeScript: tsx runs it without a build.
require("tsx/cjs");
require("./main.ts");

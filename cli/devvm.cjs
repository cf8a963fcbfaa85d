#!/usr/bin/env node
// The command's own sources are TypeScript: tsx reads them as they are.
require("tsx/cjs");
require("./main.ts");

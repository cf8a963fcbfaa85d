/**
 * Writes the code of the Lambda that is named on the command line to the standard output. A process of its own,
 * because esbuild runs plugins only where it does not block, and constructs cannot wait.
 */
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { build } = require("esbuild");

const ROOT = join(__dirname, "..", "..", "..");
const STRING = /^const (_\w+) = ("[^"\\]*");$/gm;
const COMPUTED_KEY = /\[(_\w+)\]:/g;

/**
 * The AWS SDK's schemas name their keys by constants, as in `{ [_xN]: "item" }`, and what has such a key esbuild
 * keeps, used or not: half a megabyte of EC2's (https://github.com/aws/aws-sdk-js-v3/issues/7607). With the names
 * written out it drops what is unused. A file that does not look like this stays as it is.
 */
const literalSchemaKeys = {
  name: "literal-schema-keys",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]@aws-sdk[\\/].*[\\/]schemas[\\/]schemas_\d+\.js$/ }, ({ path }) => {
      const code = readFileSync(path, "utf8");
      const strings = new Map([...code.matchAll(STRING)].map(([, name, text]) => [name, text]));
      return {
        contents: code.replace(COMPUTED_KEY, (key, name) =>
          strings.has(name) ? `${strings.get(name)}:` : key,
        ),
      };
    });
  },
};

async function main(name) {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [`functions/${name}/handler.ts`],
    bundle: true,
    minify: true,
    write: false,
    platform: "node",
    target: "node22",
    format: "cjs",
    // Of packages that ship both, the ES module is the one that tree-shakes.
    mainFields: ["module", "main"],
    alias: { "@aws-sdk/credential-provider-node": "./functions/shared/environment-credentials.ts" },
    plugins: [literalSchemaKeys],
    legalComments: "none",
    outfile: "index.js",
  });
  process.stdout.write(outputFiles[0].contents);
}

main(process.argv[2]);

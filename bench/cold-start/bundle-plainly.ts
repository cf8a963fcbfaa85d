import { join } from "node:path";
import { buildSync } from "esbuild";

/** The baseline: the code of a Lambda as esbuild makes it by itself. */
export function bundlePlainly(name: string): Uint8Array {
  const { outputFiles } = buildSync({
    absWorkingDir: join(__dirname, "..", ".."),
    entryPoints: [`functions/${name}/handler.ts`],
    bundle: true,
    minify: true,
    write: false,
    platform: "node",
    target: "node22",
    mainFields: ["module", "main"],
    legalComments: "none",
    outfile: "index.js",
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}

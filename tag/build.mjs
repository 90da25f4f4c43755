// Builds the tag into the package, the same bytes from the same sources each time.
// `node build.mjs [FILE]`: FILE is where it goes; without one, to where the package serves it from.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

/** A style sheet becomes a text, without what is only there for its readers. */
const sheets = {
  name: "sheets",
  setup(building) {
    building.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, "utf8"), { loader: "css", minify: true });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

const here = fileURLToPath(new URL(".", import.meta.url));
await build({
  absWorkingDir: here,
  entryPoints: ["src/main.ts"],
  outfile: process.argv[2] ?? "../src/mamoru/tag/static/mamoru.js",
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2021",
  charset: "utf8",
  legalComments: "none",
  banner: { js: "/* Mamoru, Apache-2.0 */" },
  plugins: [sheets],
  logLevel: "warning",
});

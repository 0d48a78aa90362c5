// Bundles our style and script with htmx, ECharts and Bootstrap into built/, names hashed by content, and writes names.json.
import { build } from "esbuild";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, extname } from "node:path";

const out = "built";
await rm(out, { recursive: true, force: true });
await mkdir(out);
// The dark tokens stand once in tokens.css; a browser set to dark gets the same ones where the user chose 随系统. Paper is always light.
const tokens = {
  name: "tokens",
  setup({ onLoad }) {
    onLoad({ filter: /tokens\.css$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      const at = text.indexOf('[data-theme="dark"]');
      const dark = text.slice(at);
      const contents = `${text.slice(0, at)}@media screen {${dark}} @media screen and (prefers-color-scheme: dark) {${dark.replace("dark", "auto")}}`;
      return { contents, loader: "css" };
    });
  },
};
const made = await build({
  plugins: [tokens],
  entryPoints: ["source/app.js", "source/app.css", "source/charts.js"],
  bundle: true,
  minify: true,
  splitting: true,
  format: "esm",
  target: ["chrome90"], // Chromium of the last five years, as 麒麟 and older Windows carry it
  outdir: out,
  entryNames: "[name]-[hash]",
  chunkNames: "part-[hash]",
  metafile: true,
  logLevel: "warning",
});
const names = {};
for (const [path, { entryPoint }] of Object.entries(made.metafile.outputs)) {
  if (entryPoint) names[basename(entryPoint, extname(entryPoint)) + extname(path)] = basename(path);
}
await writeFile(`${out}/names.json`, JSON.stringify(names, null, 1));

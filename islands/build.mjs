// Builds everything that pages load into dist/: scripts, styles, fonts and icons under names that carry their content's
// hash, a manifest from plain to hashed names, and the service worker with the list of them inside.
//   node build.mjs            build
//   node build.mjs --tests    compile the tests into node_modules/.cache for `node --test`
import * as esbuild from "esbuild";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, mkdirSync, rmSync, writeFileSync, existsSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import subsetFont from "subset-font";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "dist");
const assets = join(here, "../assets");
const testsOut = join(here, "node_modules/.cache/tests");

/** Most that the scripts of the workbook page may weigh together, in bytes after gzip. */
const SCRIPTS_MAX = 42_000;
/** Fonts of the first paint: name in the manifest -> what the bundled file's name starts with. */
const FONTS = { "overpass.woff2": "overpass-latin-wght", "atkinson.woff2": "atkinson-hyperlegible-next-latin-wght" };
/** The weights that the style sheets use, and declare in tokens.css: the rest would be two fifths of a font's bytes. */
const WEIGHTS = { overpass: { min: 700, max: 800, default: 700 }, "atkinson-hyperlegible-next": { min: 400, max: 700 } };

const common = { absWorkingDir: here, bundle: true, minify: true, legalComments: "none", logLevel: "warning" };

async function build() {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });

  const scripts = await esbuild.build({
    ...common,
    entryPoints: { workbook: "src/workbook/main.ts", toolkit: "src/toolkit/main.ts", meeting: "src/meeting/main.ts", site: "src/site/main.ts", passkey: "src/passkey/main.ts" },
    format: "esm",
    target: "es2020",
    entryNames: "[name]-[hash]",
    outdir: out,
    metafile: true,
  });
  const styles = await esbuild.build({
    ...common,
    entryPoints: [join(assets, "crosswalk.css")],
    nodePaths: [join(here, "node_modules")],
    loader: { ".woff2": "file", ".svg": "file" },
    target: ["chrome111", "firefox113", "safari16.4"],
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    outdir: out,
    metafile: true,
    plugins: [{ name: "weights", setup: (build) => build.onLoad({ filter: /-wght-normal\.woff2$/ }, ({ path }) => lean(path)) }],
  });

  const manifest = { ...entries(scripts.metafile), ...entries(styles.metafile), ...fonts(), ...icons() };
  const sorted = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(join(out, "manifest.json"), JSON.stringify(sorted, null, 1) + "\n");
  await worker(sorted);
  report(sorted);
}

/** What esbuild wrote for each entry point: plain name -> hashed name. */
function entries(metafile) {
  const found = {};
  for (const [path, output] of Object.entries(metafile.outputs)) {
    if (!output.entryPoint) continue;
    const hashed = basename(path);
    found[hashed.replace(/-[A-Z0-9]{8}(?=\.)/, "")] = hashed;
  }
  return found;
}

/** A variable font with all of its characters and only the weights that we use. */
async function lean(path) {
  const family = Object.keys(WEIGHTS).find((family) => basename(path).startsWith(`${family}-latin`));
  if (!family) throw new Error(`Which weights of ${basename(path)} are used? Name them in WEIGHTS.`);
  const contents = await subsetFont(readFileSync(path), characters(family), { targetFormat: "woff2", variationAxes: { wght: WEIGHTS[family] } });
  return { contents, loader: "file" };
}

/** What the font's own style sheet says that the file has: `U+0000-00FF,U+0131,…`. */
function characters(family) {
  const { latin } = JSON.parse(readFileSync(join(here, `node_modules/@fontsource-variable/${family}/unicode.json`)));
  const points = latin.split(",").flatMap((range) => {
    const [first, last = first] = range.trim().slice(2).split("-").map((hex) => parseInt(hex, 16));
    return Array.from({ length: last - first + 1 }, (_, place) => first + place);
  });
  return String.fromCodePoint(...points);
}

function fonts() {
  const files = readdirSync(out).filter((name) => name.endsWith(".woff2"));
  return Object.fromEntries(
    Object.entries(FONTS).flatMap(([name, start]) => {
      const file = files.find((file) => file.startsWith(start));
      return file ? [[name, file]] : [];
    }),
  );
}

/** Copies the pictures beside the style sheets under hashed names. */
function icons() {
  const found = {};
  for (const folder of [assets, join(assets, "icons")]) {
    if (!existsSync(folder)) continue;
    for (const name of readdirSync(folder)) {
      if (![".svg", ".png", ".ico"].includes(extname(name))) continue;
      const bytes = readFileSync(join(folder, name));
      const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 8).toUpperCase();
      const hashed = `${basename(name, extname(name))}-${hash}${extname(name)}`;
      writeFileSync(join(out, hashed), bytes);
      found[name] = hashed;
    }
  }
  return found;
}

/** The service worker keeps its plain name; the browser sees a new one because the list inside has changed. */
async function worker(manifest) {
  await esbuild.build({
    ...common,
    entryPoints: ["src/sw/sw.ts"],
    format: "iife",
    target: "es2020",
    define: { NAMES: JSON.stringify(Object.values(manifest)), STYLE: JSON.stringify(manifest["crosswalk.css"]) },
    outfile: join(out, "sw.js"),
  });
}

function report(manifest) {
  const weight = (name) => gzipSync(readFileSync(join(out, name)), { level: 9 }).length;
  const scripts = weight(manifest["workbook.js"]) + weight(manifest["site.js"]);
  for (const [name, hashed] of Object.entries(manifest)) console.log(`${name.padEnd(18)} ${weight(hashed)} bytes gzip`);
  if (scripts > SCRIPTS_MAX) {
    console.error(`The workbook page's scripts weigh ${scripts} bytes after gzip; the limit is ${SCRIPTS_MAX}.`);
    process.exit(1);
  }
}

async function tests() {
  rmSync(testsOut, { recursive: true, force: true });
  const found = readdirSync(join(here, "src"), { recursive: true }).filter((name) => name.endsWith(".test.ts"));
  await esbuild.build({
    ...common,
    minify: false,
    entryPoints: found.map((name) => `src/${name}`),
    format: "esm",
    platform: "node",
    entryNames: "[name]",
    outExtension: { ".js": ".mjs" },
    outdir: testsOut,
  });
}

await (process.argv.includes("--tests") ? tests() : build());

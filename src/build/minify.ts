import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import swc from "@swc/core";

/** Makes the scripts of a page smaller than the bundler leaves them. Their maps still lead to the sources. */
const [FOLDER = "static/build"] = process.argv.slice(2);

const scripts = readdirSync(FOLDER).filter((name) => name.endsWith(".js"));
await Promise.all(scripts.map((name) => minify(join(FOLDER, name))));

async function minify(path: string): Promise<void> {
  const [source = "", comment = ""] = readFileSync(path, "utf8").split(/(?=\/\/# sourceMappingURL=)/);
  const { code, map } = await swc.transform(source, {
    swcrc: false,
    isModule: true,
    minify: true,
    jsc: { target: "es2022", minify: { compress: { ecma: 2020, passes: 3 }, mangle: true } },
    sourceMaps: true,
    inputSourceMap: readFileSync(`${path}.map`, "utf8"),
  });
  writeFileSync(path, `${code}\n${comment}`);
  if (map !== undefined) writeFileSync(`${path}.map`, map);
}

import type { Grammar } from "@highlightjs/cdn-assets/es/core.js";
import { createHighlighter, type Run } from "./highlight.ts";
import type { GrammarName } from "./languages.ts";

/** Colours code. */
export type Highlighter = (code: string) => readonly Run[];

/** Languages that are written inside another one. */
const INNER: Readonly<Partial<Record<GrammarName, readonly GrammarName[]>>> = {
  dockerfile: ["bash"],
  javascript: ["xml"],
  markdown: ["xml"],
  typescript: ["xml"],
  xml: ["css", "javascript"],
};

const GRAMMARS: Readonly<Record<GrammarName, () => Promise<{ readonly default: Grammar }>>> = {
  bash: () => import("@highlightjs/cdn-assets/es/languages/bash.min.js"),
  c: () => import("@highlightjs/cdn-assets/es/languages/c.min.js"),
  cpp: () => import("@highlightjs/cdn-assets/es/languages/cpp.min.js"),
  csharp: () => import("@highlightjs/cdn-assets/es/languages/csharp.min.js"),
  css: () => import("@highlightjs/cdn-assets/es/languages/css.min.js"),
  diff: () => import("@highlightjs/cdn-assets/es/languages/diff.min.js"),
  dockerfile: () => import("@highlightjs/cdn-assets/es/languages/dockerfile.min.js"),
  go: () => import("@highlightjs/cdn-assets/es/languages/go.min.js"),
  graphql: () => import("@highlightjs/cdn-assets/es/languages/graphql.min.js"),
  ini: () => import("@highlightjs/cdn-assets/es/languages/ini.min.js"),
  java: () => import("@highlightjs/cdn-assets/es/languages/java.min.js"),
  javascript: () => import("@highlightjs/cdn-assets/es/languages/javascript.min.js"),
  json: () => import("@highlightjs/cdn-assets/es/languages/json.min.js"),
  kotlin: () => import("@highlightjs/cdn-assets/es/languages/kotlin.min.js"),
  lua: () => import("@highlightjs/cdn-assets/es/languages/lua.min.js"),
  makefile: () => import("@highlightjs/cdn-assets/es/languages/makefile.min.js"),
  markdown: () => import("@highlightjs/cdn-assets/es/languages/markdown.min.js"),
  perl: () => import("@highlightjs/cdn-assets/es/languages/perl.min.js"),
  php: () => import("@highlightjs/cdn-assets/es/languages/php.min.js"),
  python: () => import("@highlightjs/cdn-assets/es/languages/python.min.js"),
  r: () => import("@highlightjs/cdn-assets/es/languages/r.min.js"),
  ruby: () => import("@highlightjs/cdn-assets/es/languages/ruby.min.js"),
  rust: () => import("@highlightjs/cdn-assets/es/languages/rust.min.js"),
  sql: () => import("@highlightjs/cdn-assets/es/languages/sql.min.js"),
  swift: () => import("@highlightjs/cdn-assets/es/languages/swift.min.js"),
  typescript: () => import("@highlightjs/cdn-assets/es/languages/typescript.min.js"),
  xml: () => import("@highlightjs/cdn-assets/es/languages/xml.min.js"),
  yaml: () => import("@highlightjs/cdn-assets/es/languages/yaml.min.js"),
};

/** Fetches the grammar of a language, and makes of it what colours it. @throws where it cannot be had */
export async function loadHighlighter(name: GrammarName): Promise<Highlighter> {
  const names = [name, ...(INNER[name] ?? [])];
  const grammars = await Promise.all(names.map(async (one) => [one, (await GRAMMARS[one]()).default] as const));
  return createHighlighter(name, Object.fromEntries(grammars));
}

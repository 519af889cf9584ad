/** What each grammar is called besides its name. */
const NAMES = {
  bash: "sh shell zsh",
  c: "h",
  cpp: "c++ cc cxx hpp",
  csharp: "c# cs",
  css: "",
  diff: "patch",
  dockerfile: "docker",
  go: "golang",
  graphql: "gql",
  ini: "toml cfg conf",
  java: "",
  javascript: "js jsx mjs cjs node",
  json: "json5 jsonc",
  kotlin: "kt kts",
  lua: "",
  makefile: "make mk",
  markdown: "md",
  perl: "pl",
  php: "",
  python: "py",
  r: "",
  ruby: "rb",
  rust: "rs",
  sql: "",
  swift: "",
  typescript: "ts tsx mts cts",
  xml: "html htm xhtml svg vue",
  yaml: "yml",
};

/** A language whose code can be coloured. */
export type GrammarName = keyof typeof NAMES;

const byName = new Map(
  Object.entries(NAMES).flatMap(([grammar, names]) =>
    [grammar, ...names.split(" ")].map((name) => [name, grammar as GrammarName] as const),
  ),
);

/** The grammar for what somebody calls a language. @param label what stands after the marks; its first word counts */
export function grammarOf(label: string): GrammarName | undefined {
  const [name = ""] = label
    .trim()
    .toLowerCase()
    .split(/[\s,{:]/, 1);
  return name === "" ? undefined : byName.get(name);
}

/** Who may import whom: the table of the house. `npm run check:imports` holds it. */
const WORKER = "^src/(config|platform-quotas|variables|logger|visit)\\.ts$";

/** What each folder may import besides itself and packages; whatever is not named here is forbidden. */
const MAY_IMPORT = {
  "^src/protocol/": [],
  "^src/config\\.ts$": ["^src/protocol/"],
  "^src/variables\\.ts$": ["^src/protocol/", "^src/config\\.ts$"],
  "^src/(logger|visit)\\.ts$": ["^src/protocol/"],
  "^src/identity/": ["^src/protocol/", WORKER, "^src/read-beginning\\.ts$"],
  "^src/room/(?!chat-room\\.ts)": ["^src/protocol/", "^src/(config|variables|visit)\\.ts$", "^src/inbox/news\\.ts$"],
  "^src/inbox/": [
    "^src/protocol/",
    "^src/(config|variables|visit)\\.ts$",
    "^src/room/(buckets|database|meter|schema)\\.ts$",
    "^src/transports/websocket/listeners\\.ts$",
  ],
  "^src/lobby/": [
    "^src/protocol/",
    "^src/(config|variables)\\.ts$",
    "^src/room/(agenda|database|meter|schema)\\.ts$",
    "^src/transports/websocket/listeners\\.ts$",
  ],
  "^src/operator/": [
    "^src/protocol/",
    "^src/(config|variables|logger)\\.ts$",
    "^src/room/(database|meter|schema)\\.ts$",
  ],
  "^src/engineio/": ["^src/protocol/", "^src/(config|buffered)\\.ts$"],
  "^src/socketio/": ["^src/protocol/", "^src/(config|variables)\\.ts$", "^src/engineio/"],
  "^src/transports/(?!socketio/)": [
    "^src/protocol/",
    "^src/(config|variables|visit|buffered)\\.ts$",
    "^src/room/link\\.ts$",
  ],
  "^src/transports/socketio/": [
    "^src/protocol/",
    "^src/(config|variables|visit)\\.ts$",
    "^src/room/link\\.ts$",
    "^src/(engineio|socketio)/",
  ],
  "^src/streams/": ["^src/protocol/", "^src/(config|variables|visit)\\.ts$"],
  "^src/preview/": ["^src/protocol/", "^src/(config|read-beginning)\\.ts$"],
  "^src/transfer/": ["^src/protocol/", "^src/(config|variables)\\.ts$"],
  "^src/api-docs/": [
    "^src/protocol/",
    "^src/(config|platform-quotas|variables)\\.ts$",
    "^src/room/stats\\.ts$",
    "^src/streams/formats\\.ts$",
  ],
  "^src/routes/": [
    "^src/protocol/",
    "^src/identity/",
    "^src/(streams|engineio|api-docs|preview|transfer)/",
    "^src/lobby/name\\.ts$",
    WORKER,
  ],
  "^src/build/": ["^src/protocol/"],
  "^src/client/": ["^src/protocol/"],
  "^src/web/": ["^src/protocol/", "^src/client/"],
  "^src/terminal/": ["^src/protocol/", "^src/client/"],
};

/** Packages, too, are for some folders only. */
const MAY_USE = {
  "^src/protocol/": ["valibot"],
  "^src/room/(?!chat-room\\.ts)": [],
  "^src/inbox/": [],
  "^src/lobby/": [],
  "^src/operator/": [],
  "^src/engineio/": ["engine.io-parser"],
  "^src/socketio/": ["socket.io-parser"],
  "^src/transports/": [],
  "^src/streams/": [],
  "^src/preview/": ["valibot", "entities"],
  "^src/transfer/": ["valibot", "hono"],
  "^src/api-docs/": ["valibot", "@valibot/to-json-schema", "hono"],
  "^src/build/": ["valibot", "emojibase-data", "unhomoglyph", "@swc/core"],
  "^src/client/": [],
  "^src/terminal/": [],
  "^src/web/(?!markdown/)": ["preact", "@preact/signals", "idb-keyval", "lean-qr", "valibot"],
  "^src/web/markdown/": ["preact", "marked", "@highlightjs/cdn-assets"],
};

const packagePath = (name) => `node_modules/${name}/`;

module.exports = {
  forbidden: [
    ...Object.entries(MAY_IMPORT).map(([from, to]) => ({
      name: `layers ${from}`,
      comment: `${from} may import itself and ${to.join(", ") || "nothing else"}.`,
      severity: "error",
      from: { path: from },
      to: { path: "^(src|test)/", pathNot: [from, ...to] },
    })),
    ...Object.entries(MAY_USE).map(([from, names]) => ({
      name: `packages ${from}`,
      comment: `${from} may use ${names.join(", ") || "no package"}.`,
      severity: "error",
      from: { path: from },
      to: { dependencyTypes: ["npm", "npm-dev"], pathNot: names.map(packagePath) },
    })),
    {
      name: "transports apart",
      comment: "A transport knows no other transport.",
      severity: "error",
      from: { path: "^src/transports/([^/]+)" },
      to: { path: "^src/transports/", pathNot: "^src/transports/$1" },
    },
    {
      name: "no cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    { name: "no orphans", severity: "error", from: { orphan: true, pathNot: "\\.d\\.ts$" }, to: {} },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true, pathNot: "^cloudflare:" } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "default"] },
    exclude: { path: "^src/env\\.d\\.ts$" },
    doNotFollow: { path: "node_modules" },
  },
};

import { html } from "hono/html";
import type { Described } from "../describe.ts";
import type { Document, Method } from "../openapi.ts";
import { operationSection } from "./operation.ts";
import { type Html, prose, schemaAnchor, tagAnchor } from "./prose.ts";
import { schemaSection } from "./schema.ts";
import { closeTable, errorTable, waysTable } from "./tables.ts";

/** The description of the API, to be read: all of it is there without a script. */
export function apiPage(document: Document): Html {
  const { info, servers, tags, components } = document;
  const origin = servers[0]?.url ?? "";
  const operations = operationsOf(document);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <title>${info.title} API</title>
        <meta name="description" content="${info.summary}" />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" media="(prefers-color-scheme: light)" content="#ffffff" />
        <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#141a1b" />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="alternate" type="application/json" href="/api/openapi.json" />
        <link rel="stylesheet" href="/styles/base.css" />
        <link rel="stylesheet" href="/styles/api.css" />
        <link rel="stylesheet" href="/styles/api-contents.css" />
        <link rel="stylesheet" href="/styles/api-table.css" />
        <link rel="stylesheet" href="/styles/api-sample.css" />
      </head>
      <body class="api">
        <a class="skip-link" href="#content">Skip the contents</a>
        <header class="top">
          <a class="brand" href="/"><img src="/icon.svg" alt="" width="28" height="28" />${info.title}</a>
          <a href="/api/openapi.json">OpenAPI document</a>
        </header>
        <div class="frame">
          ${contents(document, operations)}
          <main id="content">
            <section class="opening">
              <h1>${info.title} API</h1>
              <p class="lead">${info.summary}</p>
              ${prose(info.description)} ${facts(document, origin)}
            </section>
            ${tags.map(
              ({ name, description }) =>
                html`<section class="chapter" id="${tagAnchor(name)}" aria-labelledby="${tagAnchor(name)}-title">
                  <h2 id="${tagAnchor(name)}-title">${name}</h2>
                  <div class="words">${prose(description)} ${name === "Identity" ? schemes(document) : ""}</div>
                  ${operations.filter(({ operation }) => operation.tags.includes(name)).map(operationSection)}
                </section>`,
            )}
            <section class="chapter" id="ways" aria-labelledby="ways-title">
              <h2 id="ways-title">Other ways in</h2>
              <div class="words">
                <p>All of these are in the same room at the same moment.</p>
                ${waysTable(origin)}
              </div>
            </section>
            <section class="chapter" id="errors" aria-labelledby="errors-title">
              <h2 id="errors-title">Errors</h2>
              <div class="words">
                ${prose("Over HTTP an error is an `ErrorAnswer`, on a socket an `ErrorEvent`. What may be tried again says when.")}
                ${errorTable()} ${closeTable()}
              </div>
            </section>
            <section class="chapter" id="schemas" aria-labelledby="schemas-title">
              <h2 id="schemas-title">Schemas</h2>
              <div class="words">${Object.entries(components.schemas).map(schemaSection)}</div>
            </section>
          </main>
        </div>
      </body>
    </html>`;
}

function operationsOf({ paths }: Document): Described[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method: method as Method, operation })),
  );
}

/** An entry of the contents. */
const link = (anchor: string, text: string): Html => html`<li><a href="#${anchor}">${text}</a></li>`;

/** Twice, of which one is seen: folded above the text, open beside it. No style could open what is folded for everybody. */
function contents(document: Document, operations: readonly Described[]): Html {
  const list = contentsList(document, operations);
  return html`<nav class="contents folded" aria-label="Contents">
      <details>
        <summary>Contents</summary>
        ${list}
      </details>
    </nav>
    <nav class="contents beside" aria-label="Contents">${list}</nav>`;
}

function contentsList({ tags, components }: Document, operations: readonly Described[]): Html {
  return html`<ul>
    ${tags.map(
      ({ name }) =>
        html`<li>
          <a href="#${tagAnchor(name)}">${name}</a>
          <ul>
            ${operations
              .filter(({ operation }) => operation.tags.includes(name))
              .map(({ operation: { operationId, summary } }) => link(operationId, summary))}
          </ul>
        </li>`,
    )}
    ${link("ways", "Other ways in")} ${link("errors", "Errors")}
    <li>
      <a href="#schemas">Schemas</a>
      <ul>
        ${Object.keys(components.schemas).map((name) => link(schemaAnchor(name), name))}
      </ul>
    </li>
  </ul>`;
}

function facts({ info, openapi }: Document, origin: string): Html {
  return html`<dl class="facts">
    <div>
      <dt>Address</dt>
      <dd><code>${origin}</code></dd>
    </div>
    <div>
      <dt>Version</dt>
      <dd>${info.version}</dd>
    </div>
    <div>
      <dt>Described in</dt>
      <dd><a href="/api/openapi.json">OpenAPI ${openapi}</a></dd>
    </div>
    <div>
      <dt>License</dt>
      <dd>${info.license.name}</dd>
    </div>
  </dl>`;
}

function schemes({ components }: Document): Html {
  return html`<table>
    <caption>
      Where a token may be
    </caption>
    <tbody>
      ${Object.values(components.securitySchemes).map(
        ({ scheme, name, description }) =>
          html`<tr>
            <th scope="row">
              <code>${scheme ? "Authorization" : name}</code> <span class="note">${scheme ? "header" : "query"}</span>
            </th>
            <td>${scheme ? html`<p class="kind"><code>Bearer &lt;jwt&gt;</code></p>` : ""} ${prose(description)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

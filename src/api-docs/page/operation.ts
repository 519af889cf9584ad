import { html } from "hono/html";
import type { Answer, Content, Operation } from "../openapi.ts";
import type { Described } from "../describe.ts";
import { errorAnchor, type Html, prose, shown, words } from "./prose.ts";
import { kindOf, rows } from "./schema.ts";

/** One operation: what it is on one side, what it looks like on the other. */
export function operationSection({ path, method, operation }: Described): Html {
  const { operationId, summary, description, security, parameters, requestBody, responses } = operation;
  return html`<section class="operation" id="${operationId}">
    <div class="about">
      <h3>${summary}</h3>
      <p class="address">
        <span class="method ${method}">${method.toUpperCase()}</span>
        <code>${addresses(path)}</code>
      </p>
      ${prose(description)}
      <p class="note">${tokenNote(security)}</p>
      ${
        parameters.length === 0
          ? ""
          : rows(
              "Parameters",
              parameters.map(({ name, in: place, required, schema, description }) => {
                return { name, note: required ? place : `${place}, optional`, schema, description };
              }),
            )
      }
      ${requestBody ? bodyTable(requestBody) : ""} ${answersTable(responses)}
    </div>
    <div class="samples">${samplesOf(operation)}</div>
  </section>`;
}

function tokenNote(security: Operation["security"]): Html | string {
  const isOptional = security.some((schemes) => Object.keys(schemes).length === 0);
  if (!isOptional) return html`Takes a <a href="#identity">token</a>.`;
  return security.length > 1 ? html`A <a href="#identity">token</a> may be sent, and need not be.` : "Takes no token.";
}

/** Text in which addresses may be broken before each of their parts. */
function addresses(text: string): (Html | string)[] {
  return text.split(/(?<=[^/])(?=[/?&]\w)/).flatMap((part, index) => (index === 0 ? [part] : [html`<wbr />`, part]));
}

function bodyTable({ required, description, content }: NonNullable<Operation["requestBody"]>): Html {
  return html`<table>
    <caption>
      Body${required ? "" : ", optional"}
    </caption>
    <tbody>
      ${Object.entries(content).map(
        ([type, media]) =>
          html`<tr>
            <th scope="row">${mediaType(type)}</th>
            <td>
              <p class="kind">${kindOf(media.schema)}</p>
            </td>
          </tr>`,
      )}
      <tr>
        <td colspan="2">${prose(description)}</td>
      </tr>
    </tbody>
  </table>`;
}

function mediaType(type: string): Html {
  const [kind, form] = type.split("/");
  return html`<code>${kind}/<wbr />${form}</code>`;
}

function answersTable(responses: Operation["responses"]): Html {
  return html`<table class="answers">
    <caption>
      Answers
    </caption>
    <tbody>
      ${Object.entries(responses).map(
        ([status, answer]) =>
          html`<tr>
            <th scope="row"><span class="status s${status.charAt(0)}">${status}</span></th>
            <td>${status < "400" ? goodAnswer(answer) : errorCodes(answer)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function goodAnswer({ description, content = {} }: Answer): Html[] {
  const forms = Object.entries(content);
  return [
    ...prose(description),
    ...forms.map(([type, { schema }]) => {
      const prefix = forms.length > 1 ? html`${mediaType(type)}: ` : "";
      return html`<p class="kind">${prefix}${schema.description ? words(schema.description) : kindOf(schema)}</p>`;
    }),
  ];
}

/** Its codes, which are explained once for all. */
function errorCodes({ content = {} }: Answer): Html {
  const codes = Object.values(content).flatMap(({ examples = {} }) => Object.keys(examples));
  return html`<p class="codes">
    ${codes.map((code) => html`<a href="#${errorAnchor(code)}"><code>${code}</code></a> `)}
  </p>`;
}

/** An example with more characters than this is folded. */
const OPEN_MAX = 500;

function samplesOf(operation: Operation): Html[] {
  const good = Object.entries(operation.responses).findLast(([status, { content }]) => status < "400" && content);
  return [
    ...operation["x-codeSamples"].map(
      ({ label, source }) =>
        html`<figure class="sample">
          <figcaption>${label}</figcaption>
          <pre class="command"><code>${addresses(source)}</code></pre>
        </figure>`,
    ),
    ...examplesOf(operation.requestBody?.content ?? {}, "Body").slice(0, 1),
    ...(good ? examplesOf(good[1].content ?? {}, good[0]) : []),
  ];
}

function examplesOf(content: Content, what: string): Html[] {
  return Object.entries(content).flatMap(([type, { examples = {} }]) =>
    Object.values(examples).map(({ summary, value }) => {
      const isOpen = JSON.stringify(value).length <= OPEN_MAX;
      return html`<details class="sample" ${isOpen ? "open" : ""}>
        <summary>${what} <span class="note">${type}${summary ? `, ${summary.toLowerCase()}` : ""}</span></summary>
        ${shown(value)}
      </details>`;
    }),
  );
}

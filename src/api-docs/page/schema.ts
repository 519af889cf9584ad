import { html } from "hono/html";
import type { Schema } from "../openapi.ts";
import { type Html, prose, schemaAnchor, words } from "./prose.ts";

type Part = Html | string;

/** What kind of value a schema takes, in a few words. */
export function kindOf(schema: Schema): Part[] {
  if (schema.$ref !== undefined) return [linkTo(schema)];
  if (schema.const !== undefined) return [literal(schema.const)];
  if (schema.enum) return joined(schema.enum.map((value) => [literal(value)]));
  const choice = schema.oneOf ?? schema.anyOf;
  if (choice) return joined(choice.map((option) => (typeof option === "object" ? kindOf(option) : [])));
  if (schema.type === "array") {
    const { items } = schema;
    return ["array of ", ...(typeof items === "object" && !Array.isArray(items) ? kindOf(items) : ["anything"])];
  }
  return [String(schema.type ?? "anything"), ...range(schema)];
}

/** Bounds that somebody chose: not those of the numbers that JavaScript can count to. */
function range({ minimum = 0, maximum = Number.MAX_SAFE_INTEGER }: Schema): Part[] {
  return maximum < Number.MAX_SAFE_INTEGER ? [`, ${minimum} to ${maximum}`] : [];
}

function linkTo({ $ref = "" }: Schema): Html {
  const name = $ref.slice($ref.lastIndexOf("/") + 1);
  return html`<a href="#${schemaAnchor(name)}">${name}</a>`;
}

function literal(value: unknown): Html {
  return html`<code>${JSON.stringify(value)}</code>`;
}

function joined(options: readonly Part[][]): Part[] {
  return options.flatMap((option, index) => (index === 0 ? option : [" or ", ...option]));
}

/** A row about something with a name. */
export interface Row {
  readonly name: string;
  /** Beside the name: where it stands, or whether it may be left out. */
  readonly note: string;
  readonly schema: Schema;
  readonly description: string;
}

/** A table of parameters or fields. */
export function rows(caption: Part, all: readonly Row[]): Html {
  return html`<table>
    <caption>
      ${caption}
    </caption>
    <tbody>
      ${all.map(
        ({ name, note, schema, description }) =>
          html`<tr>
            <th scope="row"><code>${breakable(name)}</code> <span class="note">${note}</span></th>
            <td>
              <p class="kind">${kindOf(schema)}${defaultOf(schema)}</p>
              ${prose(description)}
            </td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** A name that may be broken where its parts meet. */
export function breakable(name: string): Part[] {
  return name.split(/(?<=[._-])|(?=[A-Z])/).flatMap((part, index) => (index === 0 ? [part] : [html`<wbr />`, part]));
}

function defaultOf(schema: Schema): Part[] {
  return schema.default === undefined ? [] : [", unless told ", html`<code>${String(schema.default)}</code>`];
}

/** The fields of an object, those of objects inside it after their own. */
function fieldsOf(schema: Schema, path = ""): Row[] {
  const fields: Row[] = [];
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    if (typeof field === "boolean") continue;
    const note = schema.required?.includes(name) ? "" : "optional";
    fields.push({ name: path + name, note, schema: field, description: field.description ?? "" });
    fields.push(...fieldsOf(field, `${path}${name}.`));
  }
  return fields;
}

/** A schema under its name. */
export function schemaSection([name, schema]: readonly [string, Schema]): Html {
  const fields = fieldsOf(schema);
  return html`<section class="schema" id="${schemaAnchor(name)}">
    <h3 id="${schemaAnchor(name)}-title">${name}</h3>
    <p>${words(schema.description ?? "")}</p>
    ${fields.length > 0 ? rows(html`<span class="sr-only">Fields of ${name}</span>`, fields) : html`<p class="kind">${kindOf(schema)}</p>`}
  </section>`;
}
